package com.practice.jobflow.cli.graph;

/** A drawing was asked for that cannot be made; the message says what to do. */
final class DrawingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DrawingException(String message) {
    super(message);
  }
}
