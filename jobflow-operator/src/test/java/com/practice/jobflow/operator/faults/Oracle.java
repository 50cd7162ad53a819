package com.practice.jobflow.operator.faults;

import com.practice.jobflow.model.Flow;
import com.practice.jobflow.model.FlowStatus;
import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.model.JobFlowStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges what the API server stored, and knows nothing of how it came about. */
final class Oracle {
  private static final Set<String> OUTCOMES = Set.of("Succeeded", "Failed", "Skipped", "Cancelled");
  private static final Set<String> ENDS = Set.of("Succeeded", "Failed", "Cancelled");

  private final RunHistory history;
  private final List<String> violations = new ArrayList<>();

  private Oracle(RunHistory history) {
    this.history = history;
  }

  /** Returns what did not hold in the life of one JobFlow. */
  static List<String> judge(RunHistory history, String uid) {
    Oracle oracle = new Oracle(history);
    history.jobs(uid).stream()
        .filter(job -> history.isWholeAt(job.version()))
        .forEach(oracle::judgeCreation);
    oracle.judgeUniqueness(uid);
    oracle.judgeStatuses(uid);
    return oracle.violations;
  }

  private void judgeUniqueness(String uid) {
    Map<String, String> first = new HashMap<>();
    Set<String> names = new HashSet<>();
    for (RunHistory.CreatedJob job : history.jobs(uid)) {
      String other = first.put(job.flow() + "/" + job.attempt(), job.name());
      if (other != null) {
        violations.add("S1: " + other + " and " + job.name() + " are the same attempt");
      }
      if (!names.add(job.name())) {
        violations.add("S1: " + job.name() + " was created twice");
      }
    }
  }

  private void judgeCreation(RunHistory.CreatedJob job) {
    Map.Entry<Long, JobFlow> recorded = history.versions(job.owner()).lowerEntry(job.version());
    if (recorded == null) {
      violations.add("S2: " + job + " was created before its JobFlow was");
      return;
    }
    JobFlow owner = recorded.getValue();
    Optional<FlowStatus> entry = entry(owner.getStatus(), job.flow());
    if (!entry.map(FlowStatus::phase).equals(Optional.of("Starting"))) {
      violations.add("S2: " + job + " was created while " + entry);
    }
    List<Flow> flows = new ArrayList<>(owner.getSpec().flows());
    flows.addAll(owner.getSpec().finallyFlows());
    flows.stream()
        .filter(flow -> job.flow().equals(flow.name()))
        .flatMap(flow -> flow.dependencies().stream())
        .filter(dependency -> !isSatisfied(owner, flows, dependency))
        .forEach(open -> violations.add("S2: " + job + " was created before " + open));
    boolean isFinally =
        owner.getSpec().finallyFlows().stream().anyMatch(flow -> job.flow().equals(flow.name()));
    if (isFinally) {
      owner.getSpec().flows().stream()
          .filter(flow -> !OUTCOMES.contains(phase(owner, String.valueOf(flow.name()))))
          .forEach(open -> violations.add("S2: " + job + " was created before " + open.name()));
    }
  }

  private void judgeStatuses(String uid) {
    JobFlow before = null;
    for (JobFlow after : history.versions(uid).values()) {
      if (before != null) {
        judgeStep(before.getStatus(), after.getStatus());
      }
      before = after;
    }
  }

  private void judgeStep(@Nullable JobFlowStatus before, @Nullable JobFlowStatus after) {
    if (before == null) {
      return;
    }
    if (after == null) {
      violations.add("S5: the status vanished: " + before);
      return;
    }
    if (generation(after) < generation(before)) {
      violations.add("S5: generation " + generation(before) + " became " + generation(after));
    }
    if (!Objects.equals(before.attempt(), after.attempt())) {
      return;
    }
    if (ENDS.contains(String.valueOf(before.phase()))
        && !Objects.equals(before.phase(), after.phase())) {
      violations.add("S3: phase " + before.phase() + " became " + after.phase());
    }
    for (FlowStatus flow : before.flows()) {
      Optional<FlowStatus> now = entry(after, String.valueOf(flow.name()));
      boolean same =
          now.filter(later -> Objects.equals(flow.phase(), later.phase()))
              .filter(later -> Objects.equals(flow.completionTime(), later.completionTime()))
              .filter(later -> Objects.equals(flow.reason(), later.reason()))
              .isPresent();
      if (OUTCOMES.contains(String.valueOf(flow.phase())) && !same) {
        violations.add("S3: " + flow + " became " + now);
      }
      if (now.isPresent() && attempt(now.get()) < attempt(flow)) {
        violations.add("S5: " + flow + " became " + now);
      }
    }
  }

  private static boolean isSatisfied(JobFlow owner, List<Flow> flows, String dependency) {
    boolean tolerated =
        flows.stream()
            .filter(flow -> dependency.equals(flow.name()))
            .anyMatch(flow -> Boolean.TRUE.equals(flow.allowFailure()));
    String phase = phase(owner, dependency);
    return phase.equals("Succeeded") || (phase.equals("Failed") && tolerated);
  }

  private static String phase(JobFlow owner, String flow) {
    return entry(owner.getStatus(), flow).map(FlowStatus::phase).orElse("Waiting");
  }

  private static Optional<FlowStatus> entry(@Nullable JobFlowStatus status, String flow) {
    return status == null
        ? Optional.empty()
        : status.flows().stream().filter(each -> flow.equals(each.name())).findFirst();
  }

  private static long generation(JobFlowStatus status) {
    return status.observedGeneration() == null ? 0 : status.observedGeneration();
  }

  private static int attempt(FlowStatus flow) {
    return flow.attempt() == null ? 1 : flow.attempt();
  }
}
