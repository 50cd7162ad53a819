package com.practice.jobflow.cli.run;

import com.practice.jobflow.cli.check.JobFlowManifest;
import com.practice.jobflow.cli.check.JobTemplateManifest;
import com.practice.jobflow.cli.check.LoadedManifest;
import com.practice.jobflow.cli.manifest.Location;
import com.practice.jobflow.cli.manifest.MappingValue;
import com.practice.jobflow.cli.manifest.SequenceValue;
import com.practice.jobflow.cli.manifest.Value;
import com.practice.jobflow.cli.run.feasible.Feasibility;
import com.practice.jobflow.cli.run.feasible.Isolation;
import com.practice.jobflow.cli.run.feasible.Refusal;
import com.practice.jobflow.engine.graph.FlowDraft;
import com.practice.jobflow.engine.graph.FlowGraph;
import com.practice.jobflow.engine.graph.RetryPolicy;
import com.practice.jobflow.engine.plan.RunPolicy;
import com.practice.jobflow.k8s.translate.JobFlowTranslator;
import com.practice.jobflow.model.Flow;
import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.model.JobFlowSpec;
import com.practice.jobflow.model.JobTemplate;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes a plan of a manifest and what the user asked for, or says why there is none. */
final class RunPlanner {
  private final LoadedManifest manifest;
  private final JobFlowManifest chosen;
  private final Wishes wishes;
  private final Binding binding = new Binding();
  private final List<Refusal> refusals = new ArrayList<>();
  private final Set<String> ignored = new LinkedHashSet<>();

  /**
   * What the user asked for beside the manifest.
   *
   * @param only flows to run; empty for all
   * @param from flows to begin with; empty for all
   * @param maxParallel most Jobs at once; empty for what the manifest says
   */
  record Wishes(
      Isolation isolation,
      List<String> only,
      List<String> from,
      OptionalInt maxParallel,
      boolean ignoreSuspend,
      double backoffScale) {}

  RunPlanner(LoadedManifest manifest, JobFlowManifest chosen, Wishes wishes) {
    this.manifest = manifest;
    this.chosen = chosen;
    this.wishes = wishes;
  }

  /**
   * Returns the plan; empty if there are {@link #refusals}.
   *
   * @throws IllegalArgumentException if a flow was asked for that is not there
   */
  Optional<RunPlan> plan() {
    JobFlow jobFlow = binding.bind(chosen.document(), JobFlow.class);
    JobFlowSpec spec = jobFlow.getSpec();
    FlowGraph graph = graph(spec);
    List<String> scope = scope(graph);
    RunPolicy policy = policy(spec);
    if (policy.suspend()) {
      refuse(
          "spec.suspend",
          "the JobFlow is suspended, so nothing would start; --ignore-suspend runs it all the same");
    }
    Map<String, FlowJob> jobs = jobs(spec, new HashSet<>(scope));
    return refusals.isEmpty()
        ? Optional.of(new RunPlan(jobFlow, graph, policy, scope, jobs))
        : Optional.empty();
  }

  /** Returns what cannot be done on this machine, once {@link #plan} was called. */
  List<Refusal> refusals() {
    return List.copyOf(refusals);
  }

  /** Returns the names of fields that mean nothing here, once {@link #plan} was called. */
  Set<String> ignored() {
    return Set.copyOf(ignored);
  }

  private FlowGraph graph(JobFlowSpec spec) {
    List<FlowDraft> drafts =
        JobFlowTranslator.drafts(spec).stream()
            .map(draft -> draft.retrying(scaled(draft.retry())))
            .toList();
    return FlowGraph.of(drafts).orElseThrow();
  }

  private RetryPolicy scaled(RetryPolicy retry) {
    return new RetryPolicy(retry.limit(), scaled(retry.backoff()), scaled(retry.maxBackoff()));
  }

  private Duration scaled(Duration wait) {
    return Duration.ofMillis(Math.round(wait.toMillis() * wishes.backoffScale()));
  }

  /** The manifest's policy, but without a re-run: that is for a JobFlow which has run before. */
  private RunPolicy policy(JobFlowSpec spec) {
    RunPolicy written = JobFlowTranslator.policy(spec);
    OptionalInt parallelism = written.parallelism();
    if (wishes.maxParallel().isPresent()) {
      int most = wishes.maxParallel().getAsInt();
      parallelism = OptionalInt.of(Math.min(most, parallelism.orElse(most)));
    }
    return new RunPolicy(
        written.failurePolicy(),
        parallelism,
        written.suspend() && !wishes.ignoreSuspend(),
        written.cancel(),
        1,
        written.deadline());
  }

  private List<String> scope(FlowGraph graph) {
    if (wishes.only().isEmpty() && wishes.from().isEmpty()) {
      return graph.flows();
    }
    Set<String> scope = new HashSet<>(wishes.only());
    Set<String> known = new HashSet<>(graph.flows());
    List<String> asked = new ArrayList<>(wishes.only());
    asked.addAll(wishes.from());
    List<String> unknown = asked.stream().filter(flow -> !known.contains(flow)).toList();
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "no flow "
              + String.join(", ", unknown)
              + " in "
              + chosen.name()
              + "; it has "
              + String.join(", ", graph.flows()));
    }
    for (String flow : wishes.from()) {
      scope.add(flow);
      scope.addAll(graph.descendants(flow));
    }
    if (!wishes.from().isEmpty()) {
      graph.flows().stream().filter(graph::isFinally).forEach(scope::add);
    }
    return graph.flows().stream().filter(scope::contains).toList();
  }

  private Map<String, FlowJob> jobs(JobFlowSpec spec, Set<String> scope) {
    Map<String, FlowJob> jobs = new LinkedHashMap<>();
    Set<String> sharedNames =
        spec.shareVolumes().stream().map(volume -> volume.getName()).collect(Collectors.toSet());
    Feasibility feasibility =
        new Feasibility(wishes.isolation(), wishes.ignoreSuspend(), sharedNames);
    Set<String> judged = new HashSet<>();
    boolean shares = false;
    List<Flow> all = new ArrayList<>(spec.flows());
    all.addAll(spec.finallyFlows());
    for (int i = 0; i < all.size(); i++) {
      Flow flow = all.get(i);
      int main = spec.flows().size();
      String path = i < main ? "spec.flows[" + i + "]" : "spec.finally[" + (i - main) + "]";
      if (!scope.contains(flow.name())) {
        continue;
      }
      shares |= !flow.shareVolumeMounts().isEmpty();
      feasibility.mounts(
          chosen.document(), items(path + ".shareVolumeMounts"), path + ".shareVolumeMounts");
      JobSpec template = template(flow, path, feasibility, judged);
      if (template != null) {
        jobs.put(flow.name(), new FlowJob(flow, template));
      }
    }
    feasibility.variables(
        chosen.document(), items("spec.globalParams.env"), "spec.globalParams.env");
    if (shares) {
      feasibility.volumes(chosen.document(), items("spec.shareVolumes"), "spec.shareVolumes");
    }
    refusals.addAll(feasibility.refusals());
    ignored.addAll(feasibility.ignored());
    return jobs;
  }

  private @Nullable JobSpec template(
      Flow flow, String path, Feasibility feasibility, Set<String> judged) {
    if (flow.jobTemplate() != null) {
      Value written = value(path + ".jobTemplate");
      feasibility.template(chosen.document(), written, path + ".jobTemplate");
      return flow.jobTemplate();
    }
    String name = String.valueOf(flow.jobTemplateRef());
    Optional<JobTemplateManifest> found =
        manifest.jobTemplates().stream()
            .filter(one -> one.name().equals(name))
            .filter(one -> one.namespace().equals(chosen.namespace()))
            .findFirst();
    if (found.isEmpty()) {
      refuse(
          path + ".jobTemplateRef",
          "there is no JobTemplate " + name + " in the input; name its file too");
      return null;
    }
    JobTemplateManifest template = found.get();
    if (judged.add(name)) {
      MappingValue spec = template.document().root().mapping("spec");
      feasibility.template(
          template.document(), spec == null ? null : spec.get("jobTemplate"), "spec.jobTemplate");
    }
    return binding.bind(template.document(), JobTemplate.class).getSpec().jobTemplate();
  }

  private void refuse(String path, String message) {
    Location location = chosen.locate(path);
    refusals.add(new Refusal(location, 1, path, message));
  }

  private List<Value> items(String path) {
    return value(path) instanceof SequenceValue sequence ? sequence.items() : List.of();
  }

  /** Returns what is written on a path of plain keys and indexes; null if nothing is. */
  private @Nullable Value value(String path) {
    Value at = chosen.root();
    for (String part : path.split("\\.", -1)) {
      int bracket = part.indexOf('[');
      String key = bracket < 0 ? part : part.substring(0, bracket);
      at = at instanceof MappingValue mapping ? mapping.get(key) : null;
      if (bracket >= 0 && at instanceof SequenceValue sequence) {
        at = sequence.items().get(Integer.parseInt(part.substring(bracket + 1, part.length() - 1)));
      }
      if (at == null) {
        return null;
      }
    }
    return at;
  }
}
