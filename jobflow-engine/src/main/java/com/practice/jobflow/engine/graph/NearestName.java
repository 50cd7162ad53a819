package com.practice.jobflow.engine.graph;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the name that somebody most likely meant. */
final class NearestName {
  private NearestName() {}

  /**
   * Returns the first of the nearest names, {@code null} if none is within a third of the word's
   * length (at least 1). Counts insertions, deletions, substitutions and swaps of neighbours.
   */
  static @Nullable String among(List<? extends @Nullable String> names, String word) {
    // A distance of the whole length would mean that nothing is left of the word.
    int best = Math.min(Math.max(1, word.length() / 3) + 1, word.length());
    @Nullable String nearest = null;
    for (String name : names) {
      if (name != null && Math.abs(name.length() - word.length()) < best) {
        int distance = distance(name, word, best);
        if (distance < best) {
          best = distance;
          nearest = name;
        }
      }
    }
    return nearest;
  }

  /** Returns the edit distance, or {@code limit} if it is not below. */
  private static int distance(String a, String b, int limit) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    Arrays.setAll(last, i -> i);
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      int least = i;
      for (int j = 1; j <= b.length(); j++) {
        int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int cost = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + same);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          cost = Math.min(cost, beforeLast[j - 2] + 1);
        }
        row[j] = cost;
        least = Math.min(least, cost);
      }
      if (least > limit) {
        return limit;
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return Math.min(last[b.length()], limit);
  }
}
