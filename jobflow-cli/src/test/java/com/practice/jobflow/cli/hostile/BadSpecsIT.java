package com.practice.jobflow.cli.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Bad manifests through {@code validate}, and through a real API server to a real operator: what
 * one refuses, so does the other.
 *
 * <p>{@code -Djobflow.hostile.specs} says how many, {@code -Djobflow.hostile.seed} which ones.
 */
class BadSpecsIT {
  /** All of a batch wait for its slowest, which retries its Jobs: so few batches. */
  private static final int BATCH = 500;

  private static final int EXAMPLES = 12;
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Duration SHORT_PATIENCE = Duration.ofSeconds(45);

  private final int count = Integer.getInteger("jobflow.hostile.specs", 300);
  private final long seed = Long.getLong("jobflow.hostile.seed", 20261122L);
  private final Map<String, Integer> differences = new TreeMap<>();
  private final Map<String, Map<String, Object>> examples = new LinkedHashMap<>();
  private final Map<String, Integer> tally = new TreeMap<>();

  @Test
  void validateAndTheClusterAgreeOnEveryManifest() {
    try (Arena arena = new Arena()) {
      for (int from = 0; from < count; from += BATCH) {
        judge(arena, from, Math.min(count, from + BATCH));
        assertThat(arena.panics()).as("panics by manifest %d of seed %d", from, seed).isZero();
      }
      assertThat(arena.operatorIsHealthy()).isTrue();
      report(arena);
    }
    assertThat(differences).as("seed %d", seed).isEmpty();
    assertThat(tally.keySet()).hasSizeGreaterThanOrEqualTo(3);
  }

  private void judge(Arena arena, int from, int to) {
    List<Map<String, Object>> manifests = new ArrayList<>();
    for (int i = from; i < to; i++) {
      manifests.add(BadSpecs.of(seed * 1_000_003 + i, "s-" + i));
    }
    List<ClusterVerdict> verdicts = arena.judge(manifests, PATIENCE);
    for (int i = 0; i < manifests.size(); i++) {
      DeskVerdict desk = DeskVerdict.of(ManifestText.of(manifests.get(i)));
      tally.merge(verdicts.get(i).kind() + "", 1, Integer::sum);
      String difference = difference(desk, verdicts.get(i));
      if (!difference.isEmpty()) {
        differences.merge(difference, 1, Integer::sum);
        examples.putIfAbsent(difference, manifests.get(i));
      }
    }
  }

  /** Returns in what the two differ, alike for alike differences; empty if they agree. */
  private static String difference(DeskVerdict desk, ClusterVerdict cluster) {
    String words = cluster.why().replaceAll("[0-9]+", "0");
    return cluster.agreesWith(desk)
        ? ""
        : "validate "
            + desk.codes()
            + ", cluster "
            + cluster.kind()
            + (cluster.refused() ? ": " + words.substring(0, Math.min(400, words.length())) : "");
  }

  private void report(Arena arena) {
    System.out.println("verdicts of the cluster on " + count + " manifests: " + tally);
    examples.entrySet().stream()
        .limit(EXAMPLES)
        .forEach(
            example -> {
              Map<String, Object> smallest =
                  Shrinking.of(
                      example.getValue(), manifest -> isDifferent(arena, manifest), EXAMPLES * 4);
              System.out.println(example.getKey());
              String text = ManifestText.of(smallest);
              System.out.println("  " + text.substring(0, Math.min(3_000, text.length())));
            });
  }

  private static boolean isDifferent(Arena arena, Map<String, Object> manifest) {
    ClusterVerdict cluster = arena.judge(List.of(manifest), SHORT_PATIENCE).get(0);
    return !difference(DeskVerdict.of(ManifestText.of(manifest)), cluster).isEmpty();
  }
}
