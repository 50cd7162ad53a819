package com.practice.jobflow.cli.architecture.bad.unmarked;

/** Nobody knows what may be null here. */
final class Unmarked {
  private Unmarked() {}
}
