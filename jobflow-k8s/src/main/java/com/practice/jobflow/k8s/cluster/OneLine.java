package com.practice.jobflow.k8s.cluster;

/** Makes what others wrote fit for a line of a log. */
public final class OneLine {
  private static final int LONGEST = 500;

  private OneLine() {}

  /** Returns the text without control characters, and cut where nobody reads on. */
  public static String of(String text) {
    String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    return cut.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+", " ");
  }
}
