package com.practice.jobflow.cli.check;

import com.practice.jobflow.cli.manifest.Code;
import com.practice.jobflow.cli.manifest.FieldPath;
import com.practice.jobflow.cli.manifest.MappingValue;
import com.practice.jobflow.cli.manifest.Problems;
import com.practice.jobflow.cli.manifest.ScalarValue;
import com.practice.jobflow.cli.manifest.Value;
import com.practice.jobflow.engine.graph.FlowEdge;
import com.practice.jobflow.engine.graph.FlowGraph;
import com.practice.jobflow.k8s.job.JobLabels;
import com.practice.jobflow.k8s.job.JobNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what will run and deserves a look all the same. */
final class Lints {
  // Naming the way round a redundant edge asks the graph for ancestors, so not for thousands.
  private static final int MOST_EXPLAINED = 50;

  private final MappingValue root;
  private final Problems problems;

  Lints(MappingValue root, Problems problems) {
    this.root = root;
    this.problems = problems;
  }

  /** Looks at a JobFlow. */
  void jobFlow(@Nullable FlowGraph graph) {
    status();
    MappingValue spec = root.mapping("spec");
    if (spec == null) {
      return;
    }
    if (spec.get("cancel") instanceof ScalarValue cancel && cancel.canonical().equals("true")) {
      problems.add(
          Code.BORN_CANCELLED, cancel, "spec.cancel", "cancel: true ends the run before it starts");
    }
    ownLabels(spec.mapping("globalParams"), "spec.globalParams");
    Map<String, String> paths = paths(spec);
    for (String list : List.of("flows", "finally")) {
      List<Value> items = spec.items(list);
      for (int i = 0; i < items.size(); i++) {
        if (items.get(i) instanceof MappingValue flow) {
          flow(flow, "spec." + list + "[" + i + "]", paths.keySet());
        }
      }
    }
    if (graph != null) {
      redundant(graph, paths);
    }
  }

  /** Looks at a JobTemplate. */
  void jobTemplate() {
    status();
    MappingValue spec = root.mapping("spec");
    if (spec != null) {
      template(spec.mapping("jobTemplate"), "spec.jobTemplate");
    }
  }

  private void status() {
    MappingValue.Entry status = root.entry("status");
    if (status != null && root.get("status") != null) {
      problems.addAtKey(
          Code.STATUS_WRITTEN, status, "status", "the operator writes the status; this is dropped");
    }
  }

  private void flow(MappingValue flow, String path, Set<String> names) {
    template(flow.mapping("jobTemplate"), path + ".jobTemplate");
    repeated(flow, path);
    Value name = flow.get("name");
    if (name instanceof ScalarValue scalar && scalar.text().length() <= JobNames.MAX_LENGTH) {
      jobName(scalar, flow, path, names);
    }
  }

  private void template(@Nullable MappingValue jobTemplate, String path) {
    MappingValue template = jobTemplate == null ? null : jobTemplate.mapping("template");
    if (template != null) {
      ownLabels(template.mapping("metadata"), path + ".template.metadata");
      restartPolicy(template.mapping("spec"), path + ".template.spec");
    }
  }

  private void ownLabels(@Nullable MappingValue parent, String path) {
    MappingValue labels = parent == null ? null : parent.mapping("labels");
    if (labels == null) {
      return;
    }
    for (MappingValue.Entry entry : labels.entries()) {
      if (JobLabels.KEYS.contains(entry.key())) {
        problems.addAtKey(
            Code.OWN_LABEL,
            entry,
            FieldPath.child(path + ".labels", entry.key()),
            "label \""
                + entry.key()
                + "\" has no effect: jobflow writes it itself on every Job and pod");
      }
    }
  }

  private void restartPolicy(@Nullable MappingValue pod, String path) {
    Value policy = pod == null ? null : pod.get("restartPolicy");
    // Any other word is an error, and said.
    if (policy instanceof ScalarValue scalar
        && List.of("OnFailure", "Always").contains(scalar.text())) {
      problems.add(
          Code.RESTART_POLICY,
          scalar,
          path + ".restartPolicy",
          "restartPolicy " + scalar.text() + " has no effect: pods of a flow run with Never");
    }
  }

  private void repeated(MappingValue flow, String path) {
    Map<String, Value> seen = new HashMap<>();
    List<Value> dependencies = flow.items("dependencies");
    for (int i = 0; i < dependencies.size(); i++) {
      if (dependencies.get(i) instanceof ScalarValue name && !name.isNull()) {
        Value first = seen.putIfAbsent(name.text(), name);
        if (first != null) {
          problems.add(
              Code.REPEATED_DEPENDENCY,
              name,
              path + ".dependencies[" + i + "]",
              "dependency \"" + name.text() + "\" is already listed at line " + first.line());
        }
      }
    }
  }

  private void jobName(ScalarValue flow, MappingValue entry, String path, Set<String> names) {
    MappingValue metadata = root.mapping("metadata");
    String jobFlow = metadata == null ? null : metadata.text("name");
    MappingValue jobTemplate = entry.mapping("jobTemplate");
    if (jobFlow == null) {
      return;
    }
    int room = jobTemplate == null ? 0 : indexRoom(jobTemplate);
    int longest = JobNames.MAX_LENGTH - room;
    if (jobFlow.length() + 1 + flow.text().length() <= longest) {
      return;
    }
    // The hash is of the UID, which the cluster gives.
    String name = new JobNames(jobFlow, "", names).name(flow.text(), 1, longest);
    String kept = name.substring(0, name.lastIndexOf('-') + 1);
    problems.add(
        Code.NAME_CUT,
        flow,
        path + ".name",
        "Job name \""
            + jobFlow
            + "-"
            + flow.text()
            + "\" has more than "
            + longest
            + " characters; it becomes \""
            + kept
            + "\" and a hash of 10");
  }

  /** An Indexed Job's pods append their index to its name; the operator leaves room for it. */
  private static int indexRoom(MappingValue jobTemplate) {
    if (!"Indexed".equals(jobTemplate.text("completionMode"))) {
      return 0;
    }
    return jobTemplate.get("completions") instanceof ScalarValue completions
            && completions.plain() instanceof Long count
            && count > 0
        ? 1 + Long.toString(count - 1).length()
        : 0;
  }

  private void redundant(FlowGraph graph, Map<String, String> paths) {
    int explained = 0;
    for (FlowEdge edge : graph.redundantEdges()) {
      String path = paths.get(edge.to());
      MappingValue flow =
          path != null && FieldPath.walk(root, path).value() instanceof MappingValue m ? m : null;
      if (flow != null) {
        String way = explained < MOST_EXPLAINED ? way(graph, edge) : "";
        explained++;
        redundant(flow, edge, way, path);
      }
    }
  }

  private void redundant(MappingValue flow, FlowEdge edge, String way, @Nullable String path) {
    List<Value> dependencies = flow.items("dependencies");
    for (int i = 0; i < dependencies.size(); i++) {
      if (dependencies.get(i) instanceof ScalarValue name && name.text().equals(edge.from())) {
        problems.add(
            Code.REDUNDANT_EDGE,
            name,
            path + ".dependencies[" + i + "]",
            "\"" + edge.to() + "\" waits for \"" + edge.from() + "\" anyway" + way);
        return;
      }
    }
  }

  private static String way(FlowGraph graph, FlowEdge edge) {
    for (String dependency : graph.dependencies(edge.to())) {
      if (!dependency.equals(edge.from()) && graph.ancestors(dependency).contains(edge.from())) {
        return ", through \"" + dependency + "\"";
      }
    }
    return "";
  }

  private static Map<String, String> paths(MappingValue spec) {
    Map<String, String> paths = new HashMap<>();
    for (String list : List.of("flows", "finally")) {
      List<Value> items = spec.items(list);
      for (int i = 0; i < items.size(); i++) {
        String name = items.get(i) instanceof MappingValue flow ? flow.text("name") : null;
        if (name != null) {
          paths.put(name, "spec." + list + "[" + i + "]");
        }
      }
    }
    return paths;
  }
}
