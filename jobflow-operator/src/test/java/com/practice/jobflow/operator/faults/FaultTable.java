package com.practice.jobflow.operator.faults;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** How many runs of each kind there were, and how they went; for people to read. */
final class FaultTable {
  private final Map<String, Row> rows = new LinkedHashMap<>();

  private record Row(int points, int runs, int wrong, Duration slowest) {}

  /**
   * Adds what was counted.
   *
   * @param points runs that were started
   * @param runs those that the fault met
   */
  void add(String kind, int points, int runs, int wrong, Duration slowest) {
    rows.merge(
        kind,
        new Row(points, runs, wrong, slowest),
        (before, more) ->
            new Row(
                before.points() + more.points(),
                before.runs() + more.runs(),
                before.wrong() + more.wrong(),
                before.slowest().compareTo(more.slowest()) > 0
                    ? before.slowest()
                    : more.slowest()));
  }

  @Override
  public String toString() {
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            "%-40s %8s %8s %8s %22s%n",
            "fault", "points", "met", "wrong", "longest until the end"));
    rows.forEach(
        (kind, row) ->
            table.append(
                String.format(
                    "%-40s %8d %8d %8d %20.1f s%n",
                    kind,
                    row.points(),
                    row.runs(),
                    row.wrong(),
                    row.slowest().toMillis() / 1000.0)));
    return table.toString();
  }
}
