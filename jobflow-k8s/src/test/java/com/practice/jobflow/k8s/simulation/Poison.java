package com.practice.jobflow.k8s.simulation;

import com.practice.jobflow.model.JobFlow;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** JobFlows that cannot be decoded. */
final class Poison {
  private static final List<Object> SPECS =
      List.of(
          "a word",
          List.of(1, 2),
          Map.of("flows", "none"),
          Map.of("flows", List.of(Map.of("name", Map.of("deep", true)))),
          Map.of("flows", List.of(), "parallelism", "many"),
          Map.of("flows", List.of(), "attempt", 1e300));

  private Poison() {}

  static GenericKubernetesResource of(String name, int which) {
    GenericKubernetesResource raw = new GenericKubernetesResource();
    raw.setApiVersion(JobFlow.GROUP + "/" + JobFlow.VERSION);
    raw.setKind("JobFlow");
    raw.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(JobFlowShape.NAMESPACE)
            .withName(name)
            .withGeneration(1L)
            .build());
    raw.setAdditionalProperty("spec", SPECS.get(which % SPECS.size()));
    return raw;
  }

  static GenericKubernetesResource marked(GenericKubernetesResource poison, String why) {
    GenericKubernetesResource marked = new GenericKubernetesResource();
    marked.setApiVersion(poison.getApiVersion());
    marked.setKind(poison.getKind());
    marked.setMetadata(new ObjectMetaBuilder(poison.getMetadata()).build());
    Map<String, Object> properties = new HashMap<>(poison.getAdditionalProperties());
    properties.put(
        "status",
        Map.of(
            "conditions",
            List.of(
                Map.of(
                    "type", "Stalled", "status", "True", "reason", "Unreadable", "message", why))));
    properties.forEach(marked::setAdditionalProperty);
    return marked;
  }

  static boolean isMarked(GenericKubernetesResource poison) {
    return poison.getAdditionalProperties().containsKey("status");
  }
}
