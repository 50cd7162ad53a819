package com.practice.jobflow.engine.plan;

import org.jspecify.annotations.Nullable;

/**
 * What few flows have: why they ended or failed, and when they are tried again. Shared among flows.
 */
record Detail(@Nullable String reason, @Nullable String message, long retryAt) {
  static final Detail NONE = new Detail(null, null, EpochNanos.NONE);

  static Detail of(FlowReason reason, String message) {
    return new Detail(reason.wire(), message, EpochNanos.NONE);
  }

  static Detail of(String reason, @Nullable String message) {
    return new Detail(reason, message, EpochNanos.NONE);
  }

  Detail retryingAt(long time) {
    return new Detail(reason, message, time);
  }
}
