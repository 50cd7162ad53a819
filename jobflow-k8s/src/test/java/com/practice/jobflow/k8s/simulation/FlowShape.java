package com.practice.jobflow.k8s.simulation;

import com.practice.jobflow.model.Flow;
import com.practice.jobflow.model.RetrySpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpecBuilder;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One flow of a made-up JobFlow.
 *
 * @param retries how often it is retried
 * @param backoffSeconds before the first retry
 * @param when of a finally flow; {@code null} for any other
 */
record FlowShape(
    String name,
    List<String> dependencies,
    @Nullable Expression depends,
    boolean allowFailure,
    int retries,
    int backoffSeconds,
    Template template,
    @Nullable String when) {

  /** What a flow runs. */
  enum Template {
    PLAIN,
    /** The API server refuses it for good. */
    INVALID,
    /** A JobTemplate that appears some time after the JobFlow. */
    REFERENCE,
    /** Wants its Job to be taken away the moment that it ends. */
    VANISHING,
    /** Its Job never gets a pod until the cluster is healed. */
    PODLESS
  }

  /** What the API server looks for when it has to refuse a Job. */
  static final String INVALID_IMAGE = "refused";

  static final String PODLESS_IMAGE = "podless";

  String templateName() {
    return "template-of-" + name;
  }

  Flow flow() {
    boolean reference = template == Template.REFERENCE;
    return new Flow(
        name,
        reference ? null : jobSpec(template),
        reference ? templateName() : null,
        dependencies,
        depends == null ? null : depends.text(),
        when,
        allowFailure ? Boolean.TRUE : null,
        retries == 0 ? null : new RetrySpec(retries, backoffSeconds, 300),
        List.of());
  }

  /** Returns whether the outcomes that this flow waits for are there. */
  boolean mayStart(Function<String, String> outcome, List<FlowShape> all) {
    if (depends != null) {
      return depends.holds(outcome);
    }
    return dependencies.stream().allMatch(name -> satisfies(name, outcome.apply(name), all));
  }

  static JobSpec jobSpec(Template template) {
    String image =
        switch (template) {
          case INVALID -> INVALID_IMAGE;
          case PODLESS -> PODLESS_IMAGE;
          default -> "busybox";
        };
    return new JobSpecBuilder()
        .withBackoffLimit(3)
        .withTtlSecondsAfterFinished(template == Template.VANISHING ? 0 : null)
        .withNewTemplate()
        .withNewSpec()
        .addNewContainer()
        .withName("main")
        .withImage(image)
        .endContainer()
        .endSpec()
        .endTemplate()
        .build();
  }

  private static boolean satisfies(String name, String outcome, List<FlowShape> all) {
    return outcome.equals("Succeeded")
        || (outcome.equals("Failed")
            && all.stream().anyMatch(flow -> flow.name.equals(name) && flow.allowFailure));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(name);
    if (!dependencies.isEmpty()) {
      text.append(" after ").append(dependencies);
    }
    if (depends != null) {
      text.append(" depends ").append(depends.text());
    }
    if (when != null) {
      text.append(" finally ").append(when);
    }
    if (allowFailure) {
      text.append(" allowFailure");
    }
    if (retries > 0) {
      text.append(" retry ").append(retries).append('x').append(backoffSeconds).append('s');
    }
    if (template != Template.PLAIN) {
      text.append(' ').append(template.name().toLowerCase(Locale.ROOT));
    }
    return text.toString();
  }
}
