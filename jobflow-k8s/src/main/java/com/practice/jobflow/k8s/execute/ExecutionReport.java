package com.practice.jobflow.k8s.execute;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the carrying out went: what is left to do, and what somebody should be told. */
public final class ExecutionReport {
  private final List<String> warnings = new ArrayList<>();
  private final List<String> conflicts = new ArrayList<>();
  private boolean again;
  private boolean failed;
  private boolean abandoned;
  private @Nullable Duration pause;

  ExecutionReport() {}

  /** Returns whether the JobFlow should be reconciled again at once. */
  public boolean again() {
    return again;
  }

  /** Returns whether it should be reconciled again after a backoff: something may be lost. */
  public boolean failed() {
    return failed;
  }

  /** Returns whether there is nothing more to do here: the namespace is gone. */
  public boolean abandoned() {
    return abandoned;
  }

  /** Returns how long the API server asked us to wait; empty if it did not. */
  public Optional<Duration> pause() {
    return Optional.ofNullable(pause);
  }

  /** Returns one line for each Job name that a stranger had. */
  public List<String> conflicts() {
    return conflicts;
  }

  /** Returns one line for each thing that the API server warned of for the first time. */
  public List<String> warnings() {
    return warnings;
  }

  void warn(String line) {
    warnings.add(line);
  }

  void goAgain() {
    again = true;
  }

  void fail() {
    failed = true;
  }

  void abandon() {
    abandoned = true;
  }

  void pause(Duration wish) {
    pause = wish;
  }

  void conflict(String line) {
    conflicts.add(line);
    again = true;
  }
}
