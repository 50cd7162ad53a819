package com.practice.jobflow.k8s.cluster;

import java.util.regex.Pattern;

/** Makes what others wrote fit for one line, of a log or of a status that a terminal shows. */
public final class OneLine {
  private static final int LONGEST = 500;

  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");

  private OneLine() {}

  /** Returns the text with a blank for every run of characters that drive a terminal or hide. */
  public static String plain(String text) {
    return INVISIBLE.matcher(text).replaceAll(" ");
  }

  /** Returns the text without control characters, and cut where nobody reads on. */
  public static String of(String text) {
    String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    return plain(cut);
  }
}
