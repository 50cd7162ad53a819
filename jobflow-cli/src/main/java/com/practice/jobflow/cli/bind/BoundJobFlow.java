package com.practice.jobflow.cli.bind;

import com.practice.jobflow.cli.manifest.Document;
import com.practice.jobflow.model.Flow;
import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.model.JobTemplate;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A JobFlow of a manifest in the model's types. The document must be one that the schema accepts.
 */
public final class BoundJobFlow {
  private final KubernetesSerialization serialization = new KubernetesSerialization();
  private final JobFlow jobFlow;

  /** Binds a JobFlow's document. */
  public BoundJobFlow(Document document) {
    this.jobFlow = bind(document, JobFlow.class);
  }

  /** Returns the resource. */
  public JobFlow resource() {
    return jobFlow;
  }

  /** Returns its flows, those of {@code finally} last. */
  public List<BoundFlow> flows() {
    List<BoundFlow> flows = new ArrayList<>();
    add(jobFlow.getSpec().flows(), "spec.flows", flows);
    add(jobFlow.getSpec().finallyFlows(), "spec.finally", flows);
    return flows;
  }

  /** Returns the names of the volumes that its flows can share. */
  public Set<String> sharedVolumes() {
    return jobFlow.getSpec().shareVolumes().stream()
        .map(Volume::getName)
        .collect(Collectors.toSet());
  }

  /** Returns what a JobTemplate's document holds. */
  public JobSpec template(Document document) {
    return Objects.requireNonNull(bind(document, JobTemplate.class).getSpec().jobTemplate());
  }

  private void add(List<Flow> flows, String path, List<BoundFlow> bound) {
    for (int i = 0; i < flows.size(); i++) {
      bound.add(new BoundFlow(jobFlow, flows.get(i), path + "[" + i + "]"));
    }
  }

  private <T> T bind(Document document, Class<T> type) {
    return serialization.convertValue(document.root().plain(), type);
  }
}
