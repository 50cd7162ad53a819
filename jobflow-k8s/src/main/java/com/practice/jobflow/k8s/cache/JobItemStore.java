package com.practice.jobflow.k8s.cache;

import com.practice.jobflow.k8s.cluster.JobRecord;
import com.practice.jobflow.model.JobFlow;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An informer's store that keeps a record of each Job and hands out stubs with the metadata that
 * the informer compares. It outlives its informer: a new one that goes on with it notices what was
 * missed.
 */
final class JobItemStore implements ItemStore<Job> {
  private final JobCache cache;
  private final Map<String, JobRecord> jobs = new ConcurrentHashMap<>();

  JobItemStore(JobCache cache) {
    this.cache = cache;
  }

  @Override
  public String getKey(Job job) {
    return key(job);
  }

  @Override
  public @Nullable Job put(String key, Job job) {
    JobRecord record = JobRecord.of(job);
    JobRecord before = jobs.put(key, record);
    cache.put(record, before);
    return before == null ? null : stub(before);
  }

  @Override
  public @Nullable Job remove(String key) {
    JobRecord before = jobs.remove(key);
    if (before == null) {
      return null;
    }
    cache.remove(before);
    return stub(before);
  }

  @Override
  public Stream<String> keySet() {
    return jobs.keySet().stream();
  }

  @Override
  public Stream<Job> values() {
    return jobs.values().stream().map(JobItemStore::stub);
  }

  @Override
  public int size() {
    return jobs.size();
  }

  @Override
  public @Nullable Job get(String key) {
    JobRecord job = jobs.get(key);
    return job == null ? null : stub(job);
  }

  static String key(HasMetadata object) {
    return object.getMetadata().getNamespace() + "/" + object.getMetadata().getName();
  }

  private static Job stub(JobRecord job) {
    JobBuilder stub =
        new JobBuilder()
            .withNewMetadata()
            .withNamespace(job.namespace())
            .withName(job.name())
            .withUid(job.uid())
            .withResourceVersion(job.resourceVersion())
            .endMetadata();
    JobRecord.Controller controller = job.controller();
    if (controller != null) {
      stub.editMetadata()
          .withOwnerReferences(
              new OwnerReferenceBuilder()
                  .withApiVersion(HasMetadata.getApiVersion(JobFlow.class))
                  .withKind(controller.kind())
                  .withName(controller.name())
                  .withUid(controller.uid())
                  .withController(true)
                  .build())
          .endMetadata();
    }
    return stub.build();
  }
}
