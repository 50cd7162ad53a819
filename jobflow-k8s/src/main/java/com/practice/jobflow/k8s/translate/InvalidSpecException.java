package com.practice.jobflow.k8s.translate;

import com.practice.jobflow.engine.JobflowException;

/** A field holds a value that the schema forbids, written by a way around it. */
public final class InvalidSpecException extends JobflowException {
  private static final long serialVersionUID = 1L;

  InvalidSpecException(String path, String message) {
    super(path + ": " + message);
  }
}
