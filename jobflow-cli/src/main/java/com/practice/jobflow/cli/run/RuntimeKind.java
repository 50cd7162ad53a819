package com.practice.jobflow.cli.run;

/** What {@code --runtime} can be; the constants' names are part of the command line. */
@SuppressWarnings("checkstyle:ConstantName") // picocli shows and reads them as they are
enum RuntimeKind {
  process,
  docker,
  podman,
  auto
}
