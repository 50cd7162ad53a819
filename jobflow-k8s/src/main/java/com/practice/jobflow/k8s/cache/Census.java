package com.practice.jobflow.k8s.cache;

import com.practice.jobflow.k8s.translate.RunStates;
import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.model.JobFlowSpec;
import com.practice.jobflow.model.JobFlowStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How many JobFlows and flows are in which phase, kept up with every change of the cache, so that
 * asking costs nothing. Thread-safe.
 */
public final class Census implements ObjectCache.Watcher<JobFlow> {
  /**
   * Whatever stands there that is no phase of ours; a word of somebody's is no label of a metric.
   */
  private static final String UNKNOWN = "Unknown";

  private final Tally jobFlows = new Tally(RunStates.jobFlowPhases());
  private final Tally flows = new Tally(RunStates.flowPhases());
  private final AtomicInteger unreadable = new AtomicInteger();

  /** Counts from nothing. */
  public Census() {}

  /**
   * The figures of one moment; every phase is there, with 0 if nothing is in it.
   *
   * @param jobFlows JobFlows that can be read, by phase
   * @param flows their flows, by phase
   * @param unreadable JobFlows that cannot be read
   */
  public record Figures(
      Map<String, Integer> jobFlows, Map<String, Integer> flows, int unreadable) {}

  /** Returns the figures of this moment; O(phases). */
  public Figures figures() {
    return new Figures(jobFlows.figures(), flows.figures(), unreadable.get());
  }

  @Override
  public void replaced(@Nullable Decoded<JobFlow> before, @Nullable Decoded<JobFlow> after) {
    count(after, 1);
    count(before, -1);
  }

  private void count(@Nullable Decoded<JobFlow> decoded, int sign) {
    if (decoded == null) {
      return;
    }
    JobFlow jobFlow = decoded.object();
    if (jobFlow == null) {
      unreadable.addAndGet(sign);
      return;
    }
    JobFlowStatus status = jobFlow.getStatus();
    String phase = status == null ? null : status.phase();
    jobFlows.add(phase == null ? RunStates.PENDING : phase, sign);
    JobFlowSpec spec = jobFlow.getSpec();
    int waiting = spec == null ? 0 : spec.flows().size() + spec.finallyFlows().size();
    if (status != null) {
      status.flows().forEach(flow -> flows.add(String.valueOf(flow.phase()), sign));
      waiting -= status.flows().size();
    }
    flows.add(RunStates.WAITING, sign * Math.max(0, waiting));
  }

  /** One counter for each word. */
  private static final class Tally {
    private final Map<String, Integer> places;
    private final AtomicIntegerArray counts;

    private Tally(List<String> words) {
      String[] all = Stream.concat(words.stream(), Stream.of(UNKNOWN)).toArray(String[]::new);
      this.places =
          IntStream.range(0, all.length)
              .boxed()
              .collect(
                  Collectors.toMap(
                      i -> all[i], Function.identity(), (one, two) -> one, LinkedHashMap::new));
      this.counts = new AtomicIntegerArray(all.length);
    }

    private void add(String word, int change) {
      Integer place = places.get(word);
      counts.addAndGet(place == null ? counts.length() - 1 : place, change);
    }

    private Map<String, Integer> figures() {
      Map<String, Integer> figures = new LinkedHashMap<>();
      places.forEach((word, place) -> figures.put(word, counts.get(place)));
      return figures;
    }
  }
}
