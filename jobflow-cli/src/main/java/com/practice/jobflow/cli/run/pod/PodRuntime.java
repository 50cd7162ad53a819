package com.practice.jobflow.cli.run.pod;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * What executes the containers of pods on this machine.
 *
 * <p>Calls come from one thread; ends are reported from any.
 */
public interface PodRuntime extends AutoCloseable {
  /** Returns a place for a pod's containers, with its volumes, empty. */
  Sandbox open(PodPlan pod) throws IOException;

  /** Removes whatever this runtime has left on the machine; every container has ended. */
  @Override
  void close();

  /** Where the containers of one pod run. */
  interface Sandbox {
    /**
     * Starts a container. Does not wait for anything: whatever goes wrong is reported as its end.
     *
     * @param log where its output goes; overwritten
     * @param ended called once, from any thread
     */
    RunningContainer start(ContainerPlan container, Path log, Consumer<ContainerExit> ended);

    /** Ends whatever the containers have left running and removes the volumes. */
    void close();
  }

  /** A container that was started and may have ended. */
  interface RunningContainer {
    /** Asks it to end. */
    void terminate();

    /** Ends it. */
    void kill();
  }
}
