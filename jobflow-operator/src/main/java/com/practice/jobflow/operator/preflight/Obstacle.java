package com.practice.jobflow.operator.preflight;

/**
 * Something that keeps the operator from working.
 *
 * @param subject the same for the same obstacle, however it shows
 * @param text what is wrong and what to do, in one line
 */
public record Obstacle(String subject, String text) {
  @Override
  public String toString() {
    return text;
  }
}
