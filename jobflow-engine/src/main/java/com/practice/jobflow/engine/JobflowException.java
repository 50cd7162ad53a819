package com.practice.jobflow.engine;

/** The root of every exception that the engine throws on purpose. */
public abstract class JobflowException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  protected JobflowException(String message) {
    super(message);
  }
}
