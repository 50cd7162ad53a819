package com.practice.jobflow.k8s.translate.status;

import com.practice.jobflow.engine.plan.RunState;
import com.practice.jobflow.k8s.translate.RunStates;
import com.practice.jobflow.k8s.translate.Times;
import com.practice.jobflow.k8s.translate.TranslatedJobFlow;
import com.practice.jobflow.model.FlowStatus;
import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.model.JobFlowSpec;
import com.practice.jobflow.model.JobFlowStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A JobFlow's status, read as the journal of its run.
 *
 * @param generation of the spec that is there now
 * @param ttlSeconds how long the JobFlow is kept after its end; {@code null} for ever
 * @param status what is recorded; empty fields where nothing is
 */
public record Journal(long generation, @Nullable Integer ttlSeconds, JobFlowStatus status) {
  private static final JobFlowStatus NOTHING =
      new JobFlowStatus(
          null, null, null, null, null, null, null, null, null, List.of(), List.of(), null);

  /** Returns the journal of a JobFlow. */
  public static Journal of(JobFlow jobFlow) {
    Long generation = jobFlow.getMetadata().getGeneration();
    JobFlowStatus status = jobFlow.getStatus();
    JobFlowSpec spec = jobFlow.getSpec();
    return new Journal(
        generation == null ? 0 : generation,
        spec == null ? null : spec.ttlSecondsAfterFinished(),
        status == null ? NOTHING : status);
  }

  /**
   * Returns the state of the run.
   *
   * @throws com.practice.jobflow.k8s.translate.UnreadableStatusException if it holds a word that
   *     this version does not know
   */
  public RunState state() {
    return RunStates.state(status);
  }

  /** Returns whether a run has started. */
  public boolean hasStarted() {
    return status.startTime() != null;
  }

  /** Returns whether the status answers the spec that is there now. */
  public boolean isObserved() {
    return Objects.equals(status.observedGeneration(), generation);
  }

  /**
   * Returns whether the spec is another than the one that the run started with.
   *
   * <p>An unchanged generation is proof enough that it is not: then only our own reading of it can
   * have changed, such as by a default that a newer schema adds.
   */
  public boolean contradicts(TranslatedJobFlow translated) {
    boolean unknownFlow =
        status.flows().stream()
            .anyMatch(flow -> !translated.flows().containsKey(String.valueOf(flow.name())));
    return hasStarted()
        && (unknownFlow
            || (!isObserved()
                && status.specHash() != null
                && !status.specHash().equals(translated.specHash())));
  }

  /** Returns when the JobFlow is to be deleted; empty if its run has not ended, or for never. */
  public Optional<Instant> deletionTime() {
    Instant end = Times.read(status.completionTime());
    return end == null || ttlSeconds == null
        ? Optional.empty()
        : Optional.of(end.plusSeconds(ttlSeconds));
  }

  /** Returns the entries of flows that have a Job now, or are about to. */
  public List<FlowStatus> live() {
    return status.flows().stream()
        .filter(flow -> "Starting".equals(flow.phase()) || "Running".equals(flow.phase()))
        .toList();
  }

  /**
   * Returns whether the difference to a later journal is to be written at once: a start, an end, or
   * something that somebody may have to act on.
   */
  public boolean isUrgentlyDifferent(Journal later) {
    return !Objects.equals(later.status.phase(), status.phase())
        || !Objects.equals(later.status.stopReason(), status.stopReason())
        || !reasons(later.status).equals(reasons(status));
  }

  /** Returns whether all that a later journal adds is that flows which are Starting run. */
  public boolean shouldSayRunning(Journal later) {
    return withoutRunning(later.status).equals(withoutRunning(status));
  }

  Journal with(JobFlowStatus changed) {
    return new Journal(generation, ttlSeconds, changed);
  }

  private static JobFlowStatus withoutRunning(JobFlowStatus status) {
    List<FlowStatus> flows = status.flows().stream().map(Journal::withoutRunning).toList();
    return new JobFlowStatus(
        status.observedGeneration(),
        status.phase(),
        status.attempt(),
        status.stopReason(),
        status.startTime(),
        status.completionTime(),
        status.duration(),
        status.progress(),
        status.message(),
        status.conditions(),
        flows,
        status.specHash());
  }

  private static FlowStatus withoutRunning(FlowStatus flow) {
    return "Running".equals(flow.phase())
        ? new FlowStatus(
            flow.name(),
            "Starting",
            flow.startTime(),
            flow.completionTime(),
            flow.attempt(),
            flow.retries(),
            flow.retryTime(),
            flow.jobName(),
            flow.reason(),
            flow.message())
        : flow;
  }

  private static Map<String, String> reasons(JobFlowStatus status) {
    return status.conditions().stream()
        .collect(
            Collectors.toMap(
                condition -> condition.getType() + condition.getStatus(),
                condition -> String.valueOf(condition.getReason()),
                (one, two) -> one));
  }
}
