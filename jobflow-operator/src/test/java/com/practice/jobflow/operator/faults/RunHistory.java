package com.practice.jobflow.operator.faults;

import com.practice.jobflow.k8s.job.JobLabels;
import com.practice.jobflow.model.JobFlow;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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
  private final Set<String> deleted = ConcurrentHashMap.newKeySet();
  private final Map<String, Long> endTimes = new ConcurrentHashMap<>();
  private final Queue<Gap> gaps = new ConcurrentLinkedQueue<>();
  private final Queue<Watch> watches = new ConcurrentLinkedQueue<>();
  private final KubernetesClient client;
  private volatile boolean closed;

  /** Versions of which not all were seen. */
  record Gap(long from, long to) {}

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
    this.client = client;
    follow(JobFlow.class, this::record, this::delete, new AtomicLong());
    follow(Job.class, this::record, gone -> {}, new AtomicLong());
  }

  /**
   * Watches from the present on; what there is already counts only if the watch before has broken.
   *
   * @param seen up to where the watch before has come; 0 for none
   */
  private <T extends HasMetadata> void follow(
      Class<T> type, Consumer<T> record, Consumer<T> delete, AtomicLong seen) {
    var all = client.resources(type).inAnyNamespace();
    var present = all.list();
    String now = present.getMetadata().getResourceVersion();
    if (seen.get() > 0) {
      gaps.add(new Gap(seen.get(), Long.parseLong(now)));
      present.getItems().forEach(record);
    }
    Watcher<T> recorder =
        new Recorder<>(
            record.andThen(object -> seen.accumulateAndGet(version(object), Math::max)),
            delete,
            () -> followAgain(() -> follow(type, record, delete, seen)));
    seen.accumulateAndGet(Long.parseLong(now), Math::max);
    watches.add(all.watch(new ListOptionsBuilder().withResourceVersion(now).build(), recorder));
  }

  private void followAgain(Runnable follow) {
    CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS)
        .execute(
            () -> {
              try {
                follow.run();
              } catch (KubernetesClientException notYet) {
                if (!closed) {
                  followAgain(follow);
                }
              }
            });
  }

  /** Returns what completes when the JobFlow of this UID has ended. */
  CompletableFuture<JobFlow> end(String uid) {
    return ends.computeIfAbsent(uid, unknown -> new CompletableFuture<>());
  }

  /** Returns when a JobFlow was first seen to have ended, by the clock that never steps back. */
  long endTime(String uid) {
    return endTimes.get(uid);
  }

  /** Returns whether a JobFlow is in a phase that it does not leave by itself. */
  boolean hasEnded(String uid) {
    return Optional.ofNullable(versions(uid).lastEntry())
        .filter(last -> isEnded(last.getValue()))
        .isPresent();
  }

  /** Returns whether a JobFlow was deleted. */
  boolean isDeleted(String uid) {
    return deleted.contains(uid);
  }

  /** Forgets a JobFlow and its Jobs. */
  void forget(String uid) {
    versions.remove(uid);
    ends.remove(uid);
    endTimes.remove(uid);
    deleted.remove(uid);
    jobs.values().removeIf(job -> job.owner().equals(uid));
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

  /** Returns whether so much was seen around a version that it can be judged. */
  boolean isWholeAt(long version) {
    return gaps.stream().noneMatch(gap -> gap.from() <= version && version <= gap.to());
  }

  /** Returns where the record is not whole. */
  List<Gap> gaps() {
    return List.copyOf(gaps);
  }

  @Override
  public void close() {
    closed = true;
    watches.forEach(Watch::close);
  }

  private void record(JobFlow jobFlow) {
    String uid = jobFlow.getMetadata().getUid();
    versions
        .computeIfAbsent(uid, first -> new ConcurrentSkipListMap<>())
        .put(version(jobFlow), jobFlow);
    if (isEnded(jobFlow)) {
      endTimes.putIfAbsent(uid, System.nanoTime());
      end(uid).complete(jobFlow);
    }
  }

  private void delete(JobFlow jobFlow) {
    deleted.add(jobFlow.getMetadata().getUid());
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

  private static boolean isEnded(JobFlow jobFlow) {
    return jobFlow.getStatus() != null
        && ENDED.contains(String.valueOf(jobFlow.getStatus().phase()));
  }

  private static long version(HasMetadata object) {
    return Long.parseLong(object.getMetadata().getResourceVersion());
  }

  private record Recorder<T>(Consumer<T> record, Consumer<T> delete, Runnable broken)
      implements Watcher<T> {
    @Override
    public void eventReceived(Action action, T object) {
      if (action == Action.ADDED || action == Action.MODIFIED) {
        record.accept(object);
      } else if (action == Action.DELETED) {
        delete.accept(object);
      }
    }

    @Override
    public void onClose(WatcherException cause) {
      broken.run();
    }

    @Override
    public void onClose() {
      // the test is over
    }
  }
}
