package com.practice.jobflow.cli.architecture.bad.model;

/** The same word for two things. */
record Twin() {}
