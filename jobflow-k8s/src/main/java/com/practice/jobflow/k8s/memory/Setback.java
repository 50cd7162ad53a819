package com.practice.jobflow.k8s.memory;

import org.jspecify.annotations.Nullable;

/**
 * Requests for one attempt's Job that came to nothing, in a row.
 *
 * @param attempt which attempt's
 * @param count how many
 * @param told what people are told of them; {@code null} while there are too few to be worth it
 */
record Setback(int attempt, int count, @Nullable Trouble told) {
  /** One may happen to anybody, and so may another. */
  private static final int WORTH_TELLING = 3;

  static Setback first(int attempt) {
    return new Setback(attempt, 1, null);
  }

  /**
   * Returns one more. What is told of them changes each time that their number has doubled: every
   * change is a write, which comes back as an event, which is a reason to try at once.
   */
  Setback and(Trouble latest) {
    int more = count + 1;
    boolean doubled = more > WORTH_TELLING && Integer.bitCount(more) == 1;
    return new Setback(attempt, more, more == WORTH_TELLING || doubled ? latest : told);
  }

  /** Returns the same, of which somebody else may have told since. */
  Setback untold() {
    return new Setback(attempt, count, null);
  }
}
