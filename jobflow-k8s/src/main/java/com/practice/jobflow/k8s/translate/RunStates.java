package com.practice.jobflow.k8s.translate;

import com.google.common.base.CaseFormat;
import com.practice.jobflow.engine.plan.FlowPhase;
import com.practice.jobflow.engine.plan.FlowReason;
import com.practice.jobflow.engine.plan.FlowState;
import com.practice.jobflow.engine.plan.RunPhase;
import com.practice.jobflow.engine.plan.RunState;
import com.practice.jobflow.engine.plan.StopReason;
import com.practice.jobflow.model.FlowStatus;
import com.practice.jobflow.model.JobFlowStatus;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Translates between a recorded status and the engine's state of a run, both ways: what is written
 * and read again is the same state, as long as its times are whole seconds. Stateless and
 * thread-safe.
 */
public final class RunStates {
  private static final Map<Enum<?>, String> WORDS = new ConcurrentHashMap<>();

  /** The phase of a JobFlow without a valid graph, which the engine has no state for. */
  public static final String INVALID = "Invalid";

  /** The reason of a flow whose Job somebody deleted before it had ended. */
  public static final String JOB_DELETED = FlowReason.JOB_DELETED.wire();

  /** The phase of a JobFlow without a status. */
  public static final String PENDING = word(RunPhase.PENDING);

  /** The phase of a flow that its JobFlow's status does not name. */
  public static final String WAITING = word(FlowPhase.WAITING);

  private RunStates() {}

  /** Returns every phase that a JobFlow may have in its status. */
  public static List<String> jobFlowPhases() {
    return Stream.concat(words(RunPhase.values()), Stream.of(INVALID)).toList();
  }

  /** Returns every phase that a flow may have. */
  public static List<String> flowPhases() {
    return words(FlowPhase.values()).toList();
  }

  private static Stream<String> words(Enum<?>[] constants) {
    return Stream.of(constants).map(RunStates::word);
  }

  /**
   * Returns the state that a status records; {@link RunState#NEW} if there is none.
   *
   * @throws UnreadableStatusException if the status holds a word, number or time that this version
   *     does not know, or flows of a run that has no start; never is a run begun anew because of it
   */
  public static RunState state(@Nullable JobFlowStatus status) {
    if (status == null || (status.startTime() == null && status.flows().isEmpty())) {
      return RunState.NEW;
    }
    if (status.startTime() == null) {
      throw new UnreadableStatusException("status.startTime", "null");
    }
    Map<String, FlowState> flows = new LinkedHashMap<>();
    List<FlowStatus> entries = status.flows();
    for (int i = 0; i < entries.size(); i++) {
      flows.put(String.valueOf(entries.get(i).name()), flow(entries.get(i), i));
    }
    return new RunState(
        word(RunPhase.class, status.phase(), "status.phase"),
        atLeast(1, status.attempt(), 1, "status.attempt"),
        instant(status.startTime(), "status.startTime"),
        instant(status.completionTime(), "status.completionTime"),
        status.stopReason() == null
            ? null
            : word(StopReason.class, status.stopReason(), "status.stopReason"),
        flows,
        List.of());
  }

  /**
   * Returns what is to be recorded of a flow.
   *
   * @param jobName its Job's name; {@code null} if it is the default one
   * @param reason what stands for a reason; the state's own, or why a Starting flow does not start
   * @param message likewise
   */
  public static FlowStatus status(
      String name,
      FlowState flow,
      @Nullable String jobName,
      @Nullable String reason,
      @Nullable String message) {
    boolean derivable = flow.attempt() == 1 && flow.startTime() != null;
    return new FlowStatus(
        name,
        word(flow.phase()),
        time(flow.startTime()),
        time(flow.completionTime()),
        flow.attempt() == 0 || derivable ? null : flow.attempt(),
        flow.retries() == 0 ? null : flow.retries(),
        time(flow.retryTime()),
        jobName,
        reason,
        message);
  }

  /** Returns the word that stands in a status for a phase or a stop reason. */
  public static String word(Enum<?> constant) {
    return WORDS.computeIfAbsent(
        constant, known -> CaseFormat.UPPER_UNDERSCORE.to(CaseFormat.UPPER_CAMEL, known.name()));
  }

  /** Returns the time as it is recorded; {@code null} for none. */
  public static @Nullable String time(@Nullable Instant time) {
    return time == null ? null : Times.write(time);
  }

  private static FlowState flow(FlowStatus status, int index) {
    String path = "status.flows[" + index + "].";
    FlowPhase phase = word(FlowPhase.class, status.phase(), path + "phase");
    // of a flow whose Job is yet to come, the reason is why it has not come, which is not the
    // engine's business
    boolean ours = phase == FlowPhase.STARTING || phase == FlowPhase.RUNNING;
    return new FlowState(
        phase,
        atLeast(1, status.attempt(), attempt(status), path + "attempt"),
        atLeast(0, status.retries(), 0, path + "retries"),
        instant(status.startTime(), path + "startTime"),
        instant(status.completionTime(), path + "completionTime"),
        instant(status.retryTime(), path + "retryTime"),
        ours ? null : status.reason(),
        ours ? null : status.message());
  }

  /** Returns the number of the latest Job that a status records. */
  public static int attempt(FlowStatus status) {
    if (status.attempt() != null) {
      return status.attempt();
    }
    return status.startTime() == null ? 0 : 1;
  }

  private static int atLeast(int least, @Nullable Integer number, int absent, String path) {
    if (number != null && number < least) {
      throw new UnreadableStatusException(path, number.toString());
    }
    return number == null ? absent : number;
  }

  private static @Nullable Instant instant(@Nullable String time, String path) {
    Instant instant = Times.read(time);
    if (time != null && instant == null) {
      throw new UnreadableStatusException(path, time);
    }
    return instant;
  }

  private static <E extends Enum<E>> E word(Class<E> type, @Nullable String word, String path) {
    for (E constant : type.getEnumConstants()) {
      if (word(constant).equals(word)) {
        return constant;
      }
    }
    throw new UnreadableStatusException(path, String.valueOf(word));
  }
}
