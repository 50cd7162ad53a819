package com.practice.jobflow.operator.faults;

import com.practice.jobflow.k8s.job.JobLabels;
import com.practice.jobflow.model.JobFlow;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/**
 * Every version that the API server ever stored of every JobFlow, and every Job that it ever took,
 * in one order: by resourceVersion, which one store counts for all resources.
 */
final class RunHistory implements AutoCloseable {
  private static final Set<String> ENDED = Set.of("Succeeded", "Failed", "Cancelled");

  private final Map<String, ConcurrentNavigableMap<Long, JobFlow>> versions =
      new ConcurrentHashMap<>();
  private final Map<String, CreatedJob> jobs = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<JobFlow>> ends = new ConcurrentHashMap<>();
  private final Map<String, Long> endTimes = new ConcurrentHashMap<>();
  private final Queue<String> gaps = new ConcurrentLinkedQueue<>();
  private final List<Watch> watches;

  /**
   * A Job as it was created.
   *
   * @param version when
   * @param owner the UID of its controller; empty without one
   */
  record CreatedJob(
      long version,
      String namespace,
      String name,
      String uid,
      String owner,
      String flow,
      String attempt) {}

  /** Records from now on. */
  RunHistory(KubernetesClient client) {
    String jobFlowsNow =
        client.resources(JobFlow.class).inAnyNamespace().list().getMetadata().getResourceVersion();
    String jobsNow =
        client.batch().v1().jobs().inAnyNamespace().list().getMetadata().getResourceVersion();
    this.watches =
        List.of(
            client
                .resources(JobFlow.class)
                .inAnyNamespace()
                .watch(
                    new ListOptionsBuilder().withResourceVersion(jobFlowsNow).build(),
                    new Recorder<>(this::record, gaps)),
            client
                .batch()
                .v1()
                .jobs()
                .inAnyNamespace()
                .watch(
                    new ListOptionsBuilder().withResourceVersion(jobsNow).build(),
                    new Recorder<>(this::record, gaps)));
  }

  /** Returns what completes when the JobFlow of this UID has ended. */
  CompletableFuture<JobFlow> end(String uid) {
    return ends.computeIfAbsent(uid, unknown -> new CompletableFuture<>());
  }

  /** Returns when a JobFlow was first seen to have ended, by the clock that never steps back. */
  long endTime(String uid) {
    return endTimes.get(uid);
  }

  /** Returns all versions of a JobFlow, by resourceVersion. */
  NavigableMap<Long, JobFlow> versions(String uid) {
    return versions.getOrDefault(uid, new ConcurrentSkipListMap<>());
  }

  /** Returns the UIDs of all JobFlows that there were. */
  Set<String> jobFlows() {
    return Set.copyOf(versions.keySet());
  }

  /** Returns the last version of a JobFlow. */
  JobFlow last(String uid) {
    return Optional.ofNullable(versions(uid).lastEntry())
        .map(Map.Entry::getValue)
        .orElseThrow(() -> new AssertionError("no JobFlow of UID " + uid));
  }

  /** Returns all Jobs that were ever created for a JobFlow. */
  List<CreatedJob> jobs(String owner) {
    return jobs.values().stream().filter(job -> job.owner().equals(owner)).toList();
  }

  /** Returns every Job that was ever created. */
  List<CreatedJob> jobs() {
    return List.copyOf(jobs.values());
  }

  /** Returns what broke the record, after which it proves nothing; empty if it is whole. */
  List<String> gaps() {
    return List.copyOf(gaps);
  }

  @Override
  public void close() {
    watches.forEach(Watch::close);
  }

  private void record(JobFlow jobFlow) {
    String uid = jobFlow.getMetadata().getUid();
    versions
        .computeIfAbsent(uid, first -> new ConcurrentSkipListMap<>())
        .put(version(jobFlow), jobFlow);
    if (jobFlow.getStatus() != null
        && ENDED.contains(String.valueOf(jobFlow.getStatus().phase()))) {
      endTimes.putIfAbsent(uid, System.nanoTime());
      end(uid).complete(jobFlow);
    }
  }

  private void record(Job job) {
    Map<String, String> labels =
        job.getMetadata().getLabels() == null ? Map.of() : job.getMetadata().getLabels();
    String owner =
        job.getMetadata().getOwnerReferences().stream()
            .filter(reference -> Boolean.TRUE.equals(reference.getController()))
            .map(OwnerReference::getUid)
            .findFirst()
            .orElse("");
    jobs.putIfAbsent(
        job.getMetadata().getUid(),
        new CreatedJob(
            version(job),
            job.getMetadata().getNamespace(),
            job.getMetadata().getName(),
            job.getMetadata().getUid(),
            owner,
            labels.getOrDefault(JobLabels.FLOW, ""),
            labels.getOrDefault(JobLabels.ATTEMPT, "")));
  }

  private static long version(HasMetadata object) {
    return Long.parseLong(object.getMetadata().getResourceVersion());
  }

  private record Recorder<T>(Consumer<T> record, Queue<String> gaps) implements Watcher<T> {
    @Override
    public void eventReceived(Action action, T object) {
      if (action == Action.ADDED || action == Action.MODIFIED) {
        record.accept(object);
      }
    }

    @Override
    public void onClose(WatcherException cause) {
      gaps.add(String.valueOf(cause));
    }

    @Override
    public void onClose() {
      // the test is over
    }
  }
}
