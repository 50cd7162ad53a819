package com.practice.jobflow.k8s.translate;

import com.practice.jobflow.engine.JobflowException;

/** A status holds a word that this version does not know: a newer version wrote it, or a person. */
public final class UnreadableStatusException extends JobflowException {
  private static final long serialVersionUID = 1L;

  UnreadableStatusException(String path, String word) {
    super(path + ": \"" + word + "\" is unknown to this version");
  }
}
