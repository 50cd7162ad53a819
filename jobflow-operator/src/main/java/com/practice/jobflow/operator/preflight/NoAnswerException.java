package com.practice.jobflow.operator.preflight;

/** The API server did not answer a question. */
final class NoAnswerException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int code;

  /**
   * Keeps what happened.
   *
   * @param code the HTTP status, 0 if there was none
   */
  NoAnswerException(int code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** Returns the HTTP status, 0 if there was none. */
  int code() {
    return code;
  }
}
