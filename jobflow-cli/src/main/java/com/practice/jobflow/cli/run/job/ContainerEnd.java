package com.practice.jobflow.cli.run.job;

import com.practice.jobflow.cli.run.pod.ContainerExit;
import java.nio.file.Path;

/**
 * One container that has ended, or run so far.
 *
 * @param name the container's name
 * @param log the file with its output
 */
public record ContainerEnd(String name, ContainerExit exit, Path log) {}
