package com.practice.jobflow.operator;

import com.practice.jobflow.k8s.fact.ControllerListener;
import java.time.Duration;

/** Tells two. */
record ListenerPair(ControllerListener first, ControllerListener second)
    implements ControllerListener {
  @Override
  public void queueAdded() {
    first.queueAdded();
    second.queueAdded();
  }

  @Override
  public void queueTaken(Duration waited) {
    first.queueTaken(waited);
    second.queueTaken(waited);
  }

  @Override
  public void queueDone(Duration worked) {
    first.queueDone(worked);
    second.queueDone(worked);
  }

  @Override
  public void queueRetried() {
    first.queueRetried();
    second.queueRetried();
  }

  @Override
  public void reconciled(ReconcileEnd end, Duration took) {
    first.reconciled(end, took);
    second.reconciled(end, took);
  }

  @Override
  public void requested(String method, int code, Duration took) {
    first.requested(method, code, took);
    second.requested(method, code, took);
  }

  @Override
  public void statusWritten(int bytes) {
    first.statusWritten(bytes);
    second.statusWritten(bytes);
  }

  @Override
  public void createConflict(JobOwner owner) {
    first.createConflict(owner);
    second.createConflict(owner);
  }

  @Override
  public void edgeCrossed(Duration latency) {
    first.edgeCrossed(latency);
    second.edgeCrossed(latency);
  }

  @Override
  public void jobFlowEnded(String phase, String reason) {
    first.jobFlowEnded(phase, reason);
    second.jobFlowEnded(phase, reason);
  }

  @Override
  public void staleCache() {
    first.staleCache();
    second.staleCache();
  }

  @Override
  public void watching(String resource, boolean up) {
    first.watching(resource, up);
    second.watching(resource, up);
  }

  @Override
  public void informerHealed(String resource) {
    first.informerHealed(resource);
    second.informerHealed(resource);
  }
}
