package com.practice.jobflow.operator.preflight;

import java.util.Set;

/** What the preflight asks the API server. Thread-safe. */
interface ClusterQuestions {
  /** Returns where the API server is, for people. */
  String address();

  /**
   * Returns the names of our resources that are served, such as {@code jobflows/status}.
   *
   * @throws NoAnswerException if that cannot be found out
   */
  Set<String> served() throws NoAnswerException;

  /**
   * Returns whether the operator has a right.
   *
   * @throws NoAnswerException if that cannot be found out
   */
  boolean has(Right right) throws NoAnswerException;
}
