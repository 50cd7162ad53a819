package com.practice.jobflow.operator.faults;

/** Closes what may be closed already. */
final class Quietly {
  private Quietly() {}

  static void close(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception already) {
      return;
    }
  }
}
