package com.practice.jobflow.k8s.simulation;

import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.model.JobTemplate;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What etcd holds: objects, their versions, and the history that watches read. A stored object is
 * never changed, only replaced.
 */
final class ObjectStore {
  private final Map<Stored, Map<String, HasMetadata>> objects = new EnumMap<>(Stored.class);
  private final Map<Stored, List<Change>> histories = new EnumMap<>(Stored.class);
  private final List<Consumer<Stored>> watchers = new ArrayList<>();
  private long version = 100;
  private long compacted;

  ObjectStore() {
    for (Stored kind : Stored.values()) {
      objects.put(kind, new LinkedHashMap<>());
      histories.put(kind, new ArrayList<>());
    }
  }

  /** The kinds of objects that are watched, each in a stream of its own. */
  enum Stored {
    JOB_FLOW,
    JOB,
    TEMPLATE,
    POD
  }

  /** One version of an object; the last one that it had if it was deleted. */
  record Change(long version, String key, HasMetadata object, boolean deleted) {}

  long version() {
    return version;
  }

  long next() {
    return ++version;
  }

  /** Forgets all history so far; whoever needs it must list anew. */
  void compact() {
    compacted = version;
  }

  boolean isCompacted(long seen) {
    return seen < compacted;
  }

  void watch(Consumer<Stored> watcher) {
    watchers.add(watcher);
  }

  List<Change> history(Stored kind) {
    return histories.get(kind);
  }

  /** Returns the objects as they were at some version. */
  Map<String, HasMetadata> list(Stored kind, long atVersion) {
    Map<String, HasMetadata> list = new LinkedHashMap<>();
    for (Change change : histories.get(kind)) {
      if (change.version() > atVersion) {
        break;
      }
      if (change.deleted()) {
        list.remove(change.key());
      } else {
        list.put(change.key(), change.object());
      }
    }
    return list;
  }

  HasMetadata put(Stored kind, HasMetadata object) {
    object.getMetadata().setResourceVersion(Long.toString(next()));
    if (object.getMetadata().getUid() == null) {
      object.getMetadata().setUid("uid-" + version);
    }
    String key = key(object);
    objects.get(kind).put(key, object);
    changed(kind, new Change(version, key, object, false));
    return object;
  }

  void remove(Stored kind, String key) {
    HasMetadata gone = objects.get(kind).remove(key);
    if (gone != null) {
      changed(kind, new Change(next(), key, gone, true));
    }
  }

  private void changed(Stored kind, Change change) {
    histories.get(kind).add(change);
    watchers.forEach(watcher -> watcher.accept(kind));
  }

  Optional<HasMetadata> raw(Stored kind, String key) {
    return Optional.ofNullable(objects.get(kind).get(key));
  }

  Optional<Job> job(String key) {
    return Optional.ofNullable((Job) objects.get(Stored.JOB).get(key));
  }

  Optional<Job> jobByUid(String key, String uid) {
    return job(key).filter(job -> job.getMetadata().getUid().equals(uid));
  }

  List<Job> jobs() {
    return objects.get(Stored.JOB).values().stream().map(job -> (Job) job).toList();
  }

  /** Returns a JobFlow that can be read. */
  Optional<JobFlow> jobFlow(String key) {
    return objects.get(Stored.JOB_FLOW).get(key) instanceof JobFlow jobFlow
        ? Optional.of(jobFlow)
        : Optional.empty();
  }

  List<JobFlow> jobFlows() {
    return objects.get(Stored.JOB_FLOW).values().stream()
        .filter(object -> object instanceof JobFlow)
        .map(object -> (JobFlow) object)
        .toList();
  }

  void edit(Job job, Consumer<Job> change) {
    JobStatus status = job.getStatus();
    Job changed =
        new Job(
            job.getApiVersion(),
            job.getKind(),
            new ObjectMetaBuilder(job.getMetadata()).build(),
            job.getSpec(),
            status == null ? new JobStatus() : new JobStatusBuilder(status).build());
    change.accept(changed);
    put(Stored.JOB, changed);
  }

  JobFlow edit(JobFlow jobFlow, Consumer<JobFlow> change) {
    JobFlow changed = new JobFlow();
    changed.setMetadata(new ObjectMetaBuilder(jobFlow.getMetadata()).build());
    changed.setSpec(jobFlow.getSpec());
    changed.setStatus(jobFlow.getStatus());
    change.accept(changed);
    put(Stored.JOB_FLOW, changed);
    return changed;
  }

  void template(JobTemplate template) {
    put(Stored.TEMPLATE, template);
  }

  static String key(HasMetadata object) {
    return object.getMetadata().getNamespace() + "/" + object.getMetadata().getName();
  }

  static @Nullable String uid(HasMetadata object) {
    return object.getMetadata().getUid();
  }
}
