package com.practice.jobflow.k8s.fact;

import java.time.Duration;

/**
 * Told what happens inside the controller, to make metrics of it.
 *
 * <p>Called from many threads, inside the work: implementations are thread-safe, quick, and throw
 * nothing. Every method does nothing unless overridden.
 */
public interface ControllerListener {
  /** Hears nothing. */
  ControllerListener NONE = new ControllerListener() {};

  /** A key was put into the queue, or waits there for its time. */
  default void queueAdded() {}

  /** A worker took a key that had waited this long. */
  default void queueTaken(Duration waited) {}

  /** A worker has finished a key after this long. */
  default void queueDone(Duration worked) {}

  /** A key goes back to the queue because its reconcile failed. */
  default void queueRetried() {}

  /** A reconcile came to this end. */
  default void reconciled(ReconcileEnd end, Duration took) {}

  /**
   * A request was answered.
   *
   * @param method the HTTP method
   * @param code the HTTP status, 0 if there was no answer
   */
  default void requested(String method, int code, Duration took) {}

  /** A JobFlow's status was written, in a request of so many bytes. */
  default void statusWritten(int bytes) {}

  /** A Job of the name that we wanted to create existed already. */
  default void createConflict(JobOwner owner) {}

  /** From seeing what a flow waited for to its Job's creation being confirmed. */
  default void edgeCrossed(Duration latency) {}

  /**
   * A JobFlow has ended.
   *
   * @param phase Succeeded, Failed or Cancelled
   * @param reason why it failed; {@code Completed} if it did not
   */
  default void jobFlowEnded(String phase, String reason) {}

  /** A reconcile was put off because the cache was older than our own last write. */
  default void staleCache() {}

  /**
   * An informer's watch came up or went down.
   *
   * @param resource such as {@code jobs}
   */
  default void watching(String resource, boolean up) {}

  /** An informer had died and was replaced. */
  default void informerHealed(String resource) {}

  /** How a reconcile ended. */
  enum ReconcileEnd {
    SUCCESS,
    /** Comes again at a known time. */
    REQUEUE_AFTER,
    /** Comes again after a backoff: something was refused. */
    ERROR,
    /** Comes again after a backoff: a mistake of ours was thrown. */
    PANIC
  }

  /** Whose Job has the name that we wanted. */
  enum JobOwner {
    /** Ours: the request was repeated, or a leader before us sent it. */
    OURS,
    /** A JobFlow's of the same name that is gone; garbage collection will take the Job. */
    PREDECESSOR,
    STRANGER
  }
}
