package com.practice.jobflow.operator;

import com.practice.jobflow.k8s.fact.ControllerListener;
import java.time.Duration;
import java.util.Set;

/** Takes refusals and watches that end for signs that the cluster has changed under us. */
record TroubleListener(Runnable alarm) implements ControllerListener {
  private static final Set<Integer> SUSPICIOUS = Set.of(0, 401, 403, 404);

  @Override
  public void requested(String method, int code, Duration took) {
    if (SUSPICIOUS.contains(code)) {
      alarm.run();
    }
  }

  @Override
  public void watching(String resource, boolean up) {
    if (!up) {
      alarm.run();
    }
  }

  @Override
  public void informerHealed(String resource) {
    // one that is replaced again and again is blind because of the cluster, or of us: worth a look
    alarm.run();
  }
}
