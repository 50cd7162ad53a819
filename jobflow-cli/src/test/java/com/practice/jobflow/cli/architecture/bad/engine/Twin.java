package com.practice.jobflow.cli.architecture.bad.engine;

/** The same word for two things. */
record Twin() {}
