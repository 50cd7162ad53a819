package com.practice.jobflow.cli.architecture.bad.k8s.reconcile;

import com.practice.jobflow.cli.architecture.bad.engine.ReadsTheClock;
import com.practice.jobflow.cli.architecture.bad.model.ModelThatPlans;
import java.time.Instant;

/** There is one translator. */
final class TranslatesElsewhere {
  private TranslatesElsewhere() {}

  static Instant translate(ModelThatPlans model) {
    return model.name().isEmpty() ? model.startTime() : ReadsTheClock.now();
  }
}
