package com.practice.jobflow.cli.run.progress;

import com.practice.jobflow.cli.report.SafeText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a line that a container wrote fit to be shown: of what drives a terminal, colours stay. */
final class OutputLine {
  private static final Pattern KEPT = Pattern.compile("\u001b\\[[0-9;]{0,32}m|\t");
  private static final String RESET = "\u001b[0m";

  private OutputLine() {}

  /** Returns the line with its tabs, and with its colours if these can be shown. */
  static String of(String line, boolean colour) {
    StringBuilder safe = new StringBuilder(line.length());
    boolean painted = false;
    int end = 0;
    Matcher kept = KEPT.matcher(line);
    while (kept.find()) {
      safe.append(SafeText.of(line.substring(end, kept.start())));
      boolean tab = kept.group().equals("\t");
      if (tab || colour) {
        safe.append(kept.group());
      }
      painted |= !tab && colour;
      end = kept.end();
    }
    return safe.append(SafeText.of(line.substring(end))).append(painted ? RESET : "").toString();
  }
}
