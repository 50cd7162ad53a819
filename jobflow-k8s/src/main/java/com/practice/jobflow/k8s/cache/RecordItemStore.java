package com.practice.jobflow.k8s.cache;

import com.practice.jobflow.k8s.cluster.JobRecord;
import com.practice.jobflow.k8s.cluster.JobRecord.Controller;
import com.practice.jobflow.k8s.cluster.ObjectRecord;
import com.practice.jobflow.k8s.cluster.PodRecord;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An informer's store that keeps a record of each object and hands out stubs with the metadata that
 * the informer compares. It outlives its informer: a new one that goes on with it notices what was
 * missed.
 */
final class RecordItemStore<T extends HasMetadata, R extends ObjectRecord> implements ItemStore<T> {
  private final Function<T, R> record;
  private final Replacing<R> added;
  private final Consumer<R> removed;
  private final Supplier<T> blank;
  private final Map<String, R> records = new ConcurrentHashMap<>();

  private RecordItemStore(
      Function<T, R> record, Replacing<R> added, Consumer<R> removed, Supplier<T> blank) {
    this.record = record;
    this.added = added;
    this.removed = removed;
    this.blank = blank;
  }

  /** Takes a record, and the one that it replaces. */
  private interface Replacing<R> {
    void accept(R present, @Nullable R before);
  }

  static RecordItemStore<Job, JobRecord> of(JobCache cache) {
    return new RecordItemStore<>(JobRecord::of, cache::put, cache::remove, Job::new);
  }

  static RecordItemStore<Pod, PodRecord> of(PodCache cache) {
    return new RecordItemStore<>(PodRecord::of, cache::put, cache::remove, Pod::new);
  }

  /** Returns what is kept of an object; {@code null} if there is none. */
  @Nullable R record(String key) {
    return records.get(key);
  }

  @Override
  public String getKey(T object) {
    return key(object);
  }

  @Override
  public @Nullable T put(String key, T object) {
    R present = record.apply(object);
    R before = records.put(key, present);
    added.accept(present, before);
    return before == null ? null : stub(before);
  }

  @Override
  public @Nullable T remove(String key) {
    R before = records.remove(key);
    if (before == null) {
      return null;
    }
    removed.accept(before);
    return stub(before);
  }

  @Override
  public Stream<String> keySet() {
    return records.keySet().stream();
  }

  @Override
  public Stream<T> values() {
    return records.values().stream().map(this::stub);
  }

  @Override
  public int size() {
    return records.size();
  }

  @Override
  public @Nullable T get(String key) {
    R present = records.get(key);
    return present == null ? null : stub(present);
  }

  static String key(HasMetadata object) {
    return object.getMetadata().getNamespace() + "/" + object.getMetadata().getName();
  }

  private T stub(R present) {
    ObjectMetaBuilder metadata =
        new ObjectMetaBuilder()
            .withNamespace(present.namespace())
            .withName(present.name())
            .withUid(present.uid())
            .withResourceVersion(present.resourceVersion());
    Controller controller = present.controller();
    if (controller != null) {
      metadata.withOwnerReferences(
          new OwnerReferenceBuilder()
              .withKind(controller.kind())
              .withName(controller.name())
              .withUid(controller.uid())
              .withController(true)
              .build());
    }
    T stub = blank.get();
    stub.setMetadata(metadata.build());
    return stub;
  }
}
