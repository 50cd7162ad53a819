package com.practice.jobflow.cli.architecture.bad.engine;

import java.util.logging.Logger;

/** A core that returns values needs no logger. */
final class LogsInTheEngine {
  private static final Logger LOGGER = Logger.getLogger("engine");

  private LogsInTheEngine() {}

  static void decide() {
    LOGGER.info("decided");
  }
}
