package com.practice.jobflow.engine.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * One cell of a table that is written out in a test: what an event makes of a phase.
 *
 * @param event the row
 * @param phase the column
 * @param expected the cell
 */
record TableCell(String event, String phase, String expected) {

  /** Returns the cells of a table whose first line names the columns. */
  static Stream<TableCell> of(String table) {
    List<List<String>> rows =
        table.lines().filter(line -> line.contains("|")).map(TableCell::split).toList();
    List<String> phases = rows.get(0);
    List<TableCell> cells = new ArrayList<>();
    for (List<String> row : rows.subList(1, rows.size())) {
      if (row.size() != phases.size() || row.contains("")) {
        throw new IllegalArgumentException("a cell is missing: " + row);
      }
      for (int column = 1; column < row.size(); column++) {
        cells.add(new TableCell(row.get(0), phases.get(column), row.get(column)));
      }
    }
    return cells.stream();
  }

  private static List<String> split(String line) {
    return Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
  }

  @Override
  public String toString() {
    return phase + ", " + event + ": " + expected;
  }
}
