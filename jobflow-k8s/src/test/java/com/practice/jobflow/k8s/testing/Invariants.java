package com.practice.jobflow.k8s.testing;

import com.practice.jobflow.k8s.cluster.JobRecord;
import com.practice.jobflow.k8s.job.JobLabels;
import com.practice.jobflow.model.Flow;
import com.practice.jobflow.model.FlowStatus;
import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.model.JobFlowStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must hold whatever happens, checked at every write: one Job per attempt, none before what it
 * depends on is recorded, no recorded outcome ever changed.
 */
public final class Invariants {
  private static final Set<String> OUTCOMES = Set.of("Succeeded", "Failed", "Skipped", "Cancelled");

  private final Set<String> created = new HashSet<>();
  private final List<String> violations = new ArrayList<>();

  void creates(Job job, @Nullable JobFlow owner) {
    String flow = job.getMetadata().getLabels().get(JobLabels.FLOW);
    String attempt = job.getMetadata().getLabels().get(JobLabels.ATTEMPT);
    JobRecord.Controller controller = JobRecord.of(job).controller();
    if (!created.add(controller + "/" + flow + "/" + attempt)) {
      violations.add("S1: a second Job for attempt " + attempt + " of " + flow);
    }
    if (owner == null || !owner.getMetadata().getUid().equals(controller.uid())) {
      // the JobFlow has just gone, and garbage collection will take its late Job
      return;
    }
    Optional<FlowStatus> recorded = entry(owner.getStatus(), flow);
    if (!recorded.map(FlowStatus::phase).equals(Optional.of("Starting"))) {
      violations.add("S2: " + flow + " was created while " + recorded);
    }
    List<Flow> flows = new ArrayList<>(owner.getSpec().flows());
    flows.addAll(owner.getSpec().finallyFlows());
    flows.stream()
        .filter(each -> flow.equals(each.name()))
        .flatMap(each -> each.dependencies().stream())
        .filter(dependency -> !isSatisfied(owner, flows, dependency))
        .forEach(open -> violations.add("S2: " + flow + " was created before " + open));
  }

  void records(@Nullable JobFlowStatus before, JobFlowStatus after) {
    if (before == null || !Objects.equals(before.attempt(), after.attempt())) {
      return;
    }
    for (FlowStatus flow : before.flows()) {
      Optional<FlowStatus> now = entry(after, String.valueOf(flow.name()));
      boolean same =
          now.filter(later -> Objects.equals(flow.phase(), later.phase()))
              .filter(later -> Objects.equals(flow.completionTime(), later.completionTime()))
              .filter(later -> Objects.equals(flow.reason(), later.reason()))
              .isPresent();
      if (OUTCOMES.contains(flow.phase()) && !same) {
        violations.add("S3: " + flow + " became " + now);
      }
    }
  }

  /** Returns what did not hold; empty if all did. */
  public List<String> violations() {
    return violations;
  }

  private static boolean isSatisfied(JobFlow owner, List<Flow> flows, String dependency) {
    String phase = entry(owner.getStatus(), dependency).map(FlowStatus::phase).orElse("Waiting");
    boolean tolerated =
        flows.stream()
            .filter(flow -> dependency.equals(flow.name()))
            .anyMatch(flow -> Boolean.TRUE.equals(flow.allowFailure()));
    return phase.equals("Succeeded") || (phase.equals("Failed") && tolerated);
  }

  private static Optional<FlowStatus> entry(@Nullable JobFlowStatus status, String flow) {
    return status == null
        ? Optional.empty()
        : status.flows().stream().filter(each -> flow.equals(each.name())).findFirst();
  }
}
