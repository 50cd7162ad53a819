package com.practice.jobflow.k8s.testing;

import com.practice.jobflow.k8s.cache.Decoded;
import com.practice.jobflow.k8s.cache.JobCache;
import com.practice.jobflow.k8s.cache.ObjectCache;
import com.practice.jobflow.k8s.cluster.JobFlowKey;
import com.practice.jobflow.k8s.cluster.JobRecord;
import com.practice.jobflow.model.JobFlow;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The two streams of events that one process watches, Jobs and JobFlows, each in its order and
 * neither in step with the other; and the caches that they fill.
 */
public final class FakeWatch {
  private final ObjectCache<JobFlow> jobFlows = new ObjectCache<>();
  private final JobCache jobs = new JobCache();
  private final Map<String, JobRecord> known = new HashMap<>();
  private final Queue<JobFlowEvent> jobFlowEvents = new ArrayDeque<>();
  private final Queue<JobEvent> jobEvents = new ArrayDeque<>();

  private record JobFlowEvent(JobFlowKey key, @Nullable JobFlow jobFlow) {}

  private record JobEvent(JobRecord job, boolean deleted) {}

  FakeWatch() {
    jobs.rememberDeparted();
  }

  void jobFlow(JobFlowKey key, @Nullable JobFlow jobFlow) {
    jobFlowEvents.add(new JobFlowEvent(key, jobFlow));
  }

  void job(JobRecord job, boolean deleted) {
    jobEvents.add(new JobEvent(job, deleted));
  }

  public ObjectCache<JobFlow> jobFlows() {
    return jobFlows;
  }

  public JobCache jobs() {
    return jobs;
  }

  /** Delivers the next JobFlow event; returns whom it is about, empty if there was none. */
  public Optional<JobFlowKey> deliverJobFlow() {
    JobFlowEvent event = jobFlowEvents.poll();
    if (event == null) {
      return Optional.empty();
    }
    JobFlow jobFlow = event.jobFlow();
    if (jobFlow == null) {
      jobFlows.remove(event.key().toString());
    } else {
      jobFlows.put(
          event.key().toString(),
          new Decoded<>(
              jobFlow.getMetadata().getUid(),
              jobFlow.getMetadata().getResourceVersion(),
              jobFlow,
              null,
              false));
    }
    return Optional.of(event.key());
  }

  /** Delivers the next Job event; returns the JobFlow whose Job it is, empty if there was none. */
  public Optional<JobFlowKey> deliverJob() {
    JobEvent event = jobEvents.poll();
    if (event == null) {
      return Optional.empty();
    }
    String name = event.job().name();
    if (event.deleted()) {
      JobRecord before = known.remove(name);
      if (before != null) {
        jobs.remove(before);
      }
    } else {
      jobs.put(event.job(), known.put(name, event.job()));
    }
    return Optional.ofNullable(event.job().controller())
        .map(controller -> new JobFlowKey(event.job().namespace(), controller.name()));
  }
}
