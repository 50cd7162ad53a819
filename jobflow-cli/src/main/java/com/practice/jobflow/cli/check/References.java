package com.practice.jobflow.cli.check;

import com.practice.jobflow.cli.manifest.Code;
import com.practice.jobflow.cli.manifest.Diagnostic;
import com.practice.jobflow.cli.manifest.Document;
import com.practice.jobflow.cli.manifest.FieldPath;
import com.practice.jobflow.cli.manifest.Location;
import com.practice.jobflow.cli.manifest.MappingValue;
import com.practice.jobflow.cli.manifest.Problems;
import com.practice.jobflow.cli.manifest.ScalarValue;
import com.practice.jobflow.cli.manifest.Value;
import com.practice.jobflow.cli.schema.Spelling;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks what lies between the objects of the input. */
final class References {
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final Map<String, Location> seen = new HashMap<>();

  /** Returns the problems between these objects. */
  List<Diagnostic> check(List<JobFlowManifest> jobFlows, List<JobTemplateManifest> jobTemplates) {
    Set<String> templates = new HashSet<>();
    for (JobTemplateManifest template : jobTemplates) {
      templates.add(key(template.namespace(), template.name()));
      unique(ObjectKind.JOB_TEMPLATE, template.namespace(), template.name(), template.document());
    }
    for (JobFlowManifest jobFlow : jobFlows) {
      unique(ObjectKind.JOB_FLOW, jobFlow.namespace(), jobFlow.name(), jobFlow.document());
      dangling(jobFlow, templates, jobTemplates);
    }
    return diagnostics;
  }

  private void unique(String kind, Optional<String> namespace, String name, Document document) {
    MappingValue metadata = document.root().mapping("metadata");
    MappingValue.Entry entry = metadata == null ? null : metadata.entry("name");
    if (entry == null) {
      return;
    }
    Location here = document.locationOf(entry.value());
    Location first = seen.putIfAbsent(kind + " " + key(namespace, name), here);
    if (first != null) {
      Problems problems = new Problems(document.source().name());
      problems.add(
          Code.DUPLICATE_OBJECT,
          entry.value(),
          "metadata.name",
          kind + " \"" + name + "\" is already given at " + first);
      diagnostics.addAll(problems.diagnostics());
    }
  }

  private void dangling(
      JobFlowManifest jobFlow, Set<String> templates, List<JobTemplateManifest> jobTemplates) {
    MappingValue spec = jobFlow.root().mapping("spec");
    if (spec == null) {
      return;
    }
    Problems problems = new Problems(jobFlow.file());
    for (String list : List.of("flows", "finally")) {
      List<Value> items = spec.items(list);
      for (int i = 0; i < items.size(); i++) {
        if (items.get(i) instanceof MappingValue flow
            && flow.get("jobTemplateRef") instanceof ScalarValue reference
            && reference.kind() == ScalarValue.Kind.STRING
            && !reference.text().isEmpty()
            && !templates.contains(key(jobFlow.namespace(), reference.text()))) {
          problems.add(
              Code.DANGLING_REFERENCE,
              reference,
              FieldPath.child("spec." + list + "[" + i + "]", "jobTemplateRef"),
              "JobTemplate \""
                  + reference.text()
                  + "\" is not in the input"
                  + hint(reference.text(), jobFlow.namespace(), jobTemplates));
        }
      }
    }
    diagnostics.addAll(problems.diagnostics());
  }

  private static String hint(
      String name, Optional<String> namespace, List<JobTemplateManifest> jobTemplates) {
    List<String> names = new ArrayList<>();
    for (JobTemplateManifest template : jobTemplates) {
      if (template.namespace().equals(namespace)) {
        names.add(template.name());
      } else if (template.name().equals(name)) {
        return "; the one of that name is in another namespace";
      }
    }
    String hint = Spelling.hint(name, names);
    return hint.isEmpty() ? "; it has to be in the cluster" : hint;
  }

  private static String key(Optional<String> namespace, String name) {
    return namespace.orElse("") + "/" + name;
  }
}
