package com.practice.jobflow.k8s.cache;

import com.practice.jobflow.k8s.cluster.JobFlowKey;
import com.practice.jobflow.k8s.cluster.JobRecord;
import com.practice.jobflow.k8s.cluster.PodRecord;
import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.model.JobTemplate;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Fills caches as the informers do, through the same item stores, without any informer. Objects
 * that can be read need not be encoded for it.
 */
public final class CacheFeed {
  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  private final ObjectCache<JobFlow> jobFlows = new ObjectCache<>();
  private final ObjectCache<JobTemplate> templates = new ObjectCache<>();
  private final JobCache jobs = new JobCache();
  private final ObjectDecoder decoder = new ObjectDecoder(SERIALIZATION);
  private final PodCache pods = new PodCache();
  private final RecordItemStore<Job, JobRecord> jobStore = RecordItemStore.of(jobs);
  private final RecordItemStore<Pod, PodRecord> podStore = RecordItemStore.of(pods);
  private final ObjectItemStore<JobFlow> jobFlowStore =
      new ObjectItemStore<>(jobFlows, (raw, before) -> decode(raw, before));
  private @Nullable JobFlow readable;

  public ObjectCache<JobFlow> jobFlows() {
    return jobFlows;
  }

  public ObjectCache<JobTemplate> templates() {
    return templates;
  }

  public JobCache jobs() {
    return jobs;
  }

  public PodCache pods() {
    return pods;
  }

  /** Takes note of a pod; returns whom it concerns. */
  public Set<JobFlowKey> putPod(Pod pod) {
    Pod before = podStore.put(RecordItemStore.key(pod), pod);
    Set<JobFlowKey> touched = new HashSet<>();
    pods.decided(pod, jobStore).ifPresent(touched::add);
    if (before != null) {
      pods.decided(before, jobStore).ifPresent(touched::add);
    }
    return touched;
  }

  /** Takes note that a pod has gone; returns whom it concerned. */
  public Set<JobFlowKey> removePod(String key) {
    Pod before = podStore.remove(key);
    Set<JobFlowKey> touched = new HashSet<>();
    if (before != null) {
      pods.decided(before, jobStore).ifPresent(touched::add);
    }
    return touched;
  }

  public Set<String> podKeys() {
    return podStore.keySet().collect(Collectors.toSet());
  }

  /** Takes note of a Job; returns whom it belonged to and belongs to. */
  public Set<JobFlowKey> putJob(Job job) {
    Job before = jobStore.put(RecordItemStore.key(job), job);
    Set<JobFlowKey> touched = new HashSet<>();
    owners(job, touched::add);
    if (before != null) {
      owners(before, touched::add);
    }
    return touched;
  }

  /** Takes note that a Job has gone; returns whom it belonged to. */
  public Set<JobFlowKey> removeJob(String key) {
    Job before = jobStore.remove(key);
    Set<JobFlowKey> touched = new HashSet<>();
    if (before != null) {
      owners(before, touched::add);
    }
    return touched;
  }

  public Set<String> jobKeys() {
    return jobStore.keySet().collect(Collectors.toSet());
  }

  public void putJobFlow(JobFlow jobFlow) {
    readable = jobFlow;
    GenericKubernetesResource raw = new GenericKubernetesResource();
    raw.setMetadata(jobFlow.getMetadata());
    jobFlowStore.put(RecordItemStore.key(raw), raw);
    readable = null;
  }

  /** Takes note of a JobFlow that is decoded from what the API server sent. */
  public void putRawJobFlow(GenericKubernetesResource raw) {
    jobFlowStore.put(RecordItemStore.key(raw), SERIALIZATION.clone(raw));
  }

  public void removeJobFlow(String key) {
    jobFlowStore.remove(key);
  }

  public Set<String> jobFlowKeys() {
    return jobFlowStore.keySet().collect(Collectors.toSet());
  }

  public void putTemplate(JobTemplate template) {
    templates.put(
        RecordItemStore.key(template),
        new Decoded<>(
            template.getMetadata().getUid(),
            template.getMetadata().getResourceVersion(),
            template,
            null,
            false));
  }

  public void removeTemplate(String key) {
    templates.remove(key);
  }

  public Set<String> templateKeys() {
    return templates.keys();
  }

  private Decoded<JobFlow> decode(
      GenericKubernetesResource raw, @Nullable Decoded<JobFlow> before) {
    return readable == null
        ? decoder.decode(raw, before, JobFlow.class)
        : new Decoded<>(
            readable.getMetadata().getUid(),
            readable.getMetadata().getResourceVersion(),
            readable,
            null,
            false);
  }

  private static void owners(Job job, Consumer<JobFlowKey> touch) {
    for (OwnerReference owner : job.getMetadata().getOwnerReferences()) {
      if (Boolean.TRUE.equals(owner.getController())
          && HasMetadata.getKind(JobFlow.class).equals(owner.getKind())) {
        touch.accept(new JobFlowKey(job.getMetadata().getNamespace(), owner.getName()));
      }
    }
  }
}
