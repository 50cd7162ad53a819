package com.practice.jobflow.cli.run.job;

/** A Job that was started; used on the loop's thread only. */
public interface RunningJob {
  /** Asks its containers to end, and kills them after their grace period; no new pod starts. */
  void stop();

  /** Kills its containers; no new pod starts. */
  void kill();
}
