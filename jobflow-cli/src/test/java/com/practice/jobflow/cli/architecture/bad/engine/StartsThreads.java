package com.practice.jobflow.cli.architecture.bad.engine;

/** The engine decides on its caller's thread. */
final class StartsThreads {
  private StartsThreads() {}

  static Thread worker(Runnable work) {
    return new Thread(work);
  }
}
