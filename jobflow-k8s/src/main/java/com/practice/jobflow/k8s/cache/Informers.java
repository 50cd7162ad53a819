package com.practice.jobflow.k8s.cache;

import com.practice.jobflow.k8s.cluster.JobFlowKey;
import com.practice.jobflow.k8s.cluster.JobRecord;
import com.practice.jobflow.k8s.cluster.PodRecord;
import com.practice.jobflow.k8s.fact.ControllerListener;
import com.practice.jobflow.k8s.job.JobLabels;
import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.model.JobTemplate;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/**
 * Keeps the caches up to date: one informer for each kind and namespace, each watched over and
 * replaced when it dies. Thread-safe; starts once.
 */
public final class Informers implements AutoCloseable {
  /** A page size makes the first list a consistent one; without it any old cache may answer. */
  private static final long PAGE = 500;

  private static final Map<String, String> OURS = Map.of(JobLabels.MANAGED_BY, JobLabels.OPERATOR);

  private final List<SupervisedInformer<?>> informers = new ArrayList<>();
  private final Census census = new Census();
  private final ObjectCache<JobFlow> jobFlows = new ObjectCache<>(census);
  private final ObjectCache<JobTemplate> templates = new ObjectCache<>();
  private final JobCache jobs = new JobCache();
  private final PodCache pods = new PodCache();
  private final KubernetesClient client;
  private final ScheduledExecutorService scheduler;
  private final ControllerListener listener;

  /**
   * Prepares informers.
   *
   * @param namespaces which to watch; empty for all
   * @param withPods whether to watch the Jobs' pods, too
   * @param scheduler for the supervision; not closed here
   */
  public Informers(
      KubernetesClient client,
      List<String> namespaces,
      boolean withPods,
      ScheduledExecutorService scheduler,
      ControllerListener listener,
      Events events) {
    this.client = client;
    this.scheduler = scheduler;
    this.listener = listener;
    // Jobs and templates first: when the JobFlows come, the caches behind them are filled
    for (String namespace : namespaces.isEmpty() ? List.of("") : namespaces) {
      RecordItemStore<Job, JobRecord> store = RecordItemStore.of(jobs);
      informers.add(jobs(namespace, store, events.jobFlowTouched()));
      if (withPods) {
        informers.add(pods(namespace, store, events.jobFlowTouched()));
      }
      informers.add(objects(JobTemplate.class, namespace, templates, events.templateTouched()));
    }
    for (String namespace : namespaces.isEmpty() ? List.of("") : namespaces) {
      informers.add(objects(JobFlow.class, namespace, jobFlows, events.jobFlowTouched()));
    }
  }

  /**
   * Who is told what has changed; called after the caches show it, quickly to return from.
   *
   * @param jobFlowTouched a JobFlow, or a Job of it, has changed, or a Job's pods tell its end
   * @param templateTouched a JobTemplate has changed
   */
  public record Events(Consumer<JobFlowKey> jobFlowTouched, Consumer<JobFlowKey> templateTouched) {}

  /** Starts all informers; the future completes when every cache has been filled once. */
  public CompletableFuture<Void> start() {
    CompletableFuture<?>[] synced =
        informers.stream().map(SupervisedInformer::start).toArray(CompletableFuture[]::new);
    return CompletableFuture.allOf(synced);
  }

  /** Returns the JobFlows. */
  public ObjectCache<JobFlow> jobFlows() {
    return jobFlows;
  }

  /** Returns how many JobFlows and flows are in which phase. */
  public Census census() {
    return census;
  }

  /** Returns the JobTemplates. */
  public ObjectCache<JobTemplate> templates() {
    return templates;
  }

  /** Returns the Jobs. */
  public JobCache jobs() {
    return jobs;
  }

  /** Returns the Jobs' pods; none unless they are watched. */
  public PodCache pods() {
    return pods;
  }

  /** Returns whether every cache has been filled once. */
  public boolean synced() {
    return informers.stream().allMatch(SupervisedInformer::synced);
  }

  /** Returns for how long the informer that is worst off has had no watch; zero if all have one. */
  public Duration longestBlindness() {
    return informers.stream()
        .map(SupervisedInformer::blindness)
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  @Override
  public void close() {
    informers.forEach(SupervisedInformer::close);
  }

  private SupervisedInformer<Job> jobs(
      String namespace, RecordItemStore<Job, JobRecord> store, Consumer<JobFlowKey> touched) {
    return new SupervisedInformer<>(
        "jobs",
        () -> {
          SharedIndexInformer<Job> informer =
              namespace.isEmpty()
                  ? client
                      .batch()
                      .v1()
                      .jobs()
                      .inAnyNamespace()
                      .withLabels(OURS)
                      .withLimit(PAGE)
                      .runnableInformer(0)
                  : client
                      .batch()
                      .v1()
                      .jobs()
                      .inNamespace(namespace)
                      .withLabels(OURS)
                      .withLimit(PAGE)
                      .runnableInformer(0);
          informer.itemStore(store);
          informer.addEventHandler(new Toucher<>(job -> touchOwner(job, touched)));
          return informer;
        },
        scheduler,
        listener,
        System::nanoTime);
  }

  private SupervisedInformer<Pod> pods(
      String namespace, RecordItemStore<Job, JobRecord> owners, Consumer<JobFlowKey> touched) {
    RecordItemStore<Pod, PodRecord> store = RecordItemStore.of(pods);
    return new SupervisedInformer<>(
        "pods",
        () -> {
          SharedIndexInformer<Pod> informer =
              namespace.isEmpty()
                  ? client
                      .pods()
                      .inAnyNamespace()
                      .withLabels(OURS)
                      .withLimit(PAGE)
                      .runnableInformer(0)
                  : client
                      .pods()
                      .inNamespace(namespace)
                      .withLabels(OURS)
                      .withLimit(PAGE)
                      .runnableInformer(0);
          informer.itemStore(store);
          informer.addEventHandler(
              new Toucher<>(pod -> pods.decided(pod, owners).ifPresent(touched)));
          return informer;
        },
        scheduler,
        listener,
        System::nanoTime);
  }

  private <S, T extends CustomResource<S, ?>> SupervisedInformer<GenericKubernetesResource> objects(
      Class<T> type, String namespace, ObjectCache<T> cache, Consumer<JobFlowKey> touched) {
    ResourceDefinitionContext context = ResourceDefinitionContext.fromResourceType(type);
    ObjectDecoder decoder = new ObjectDecoder(client.getKubernetesSerialization());
    ObjectItemStore<T> store =
        new ObjectItemStore<>(cache, (raw, before) -> decoder.decode(raw, before, type));
    return new SupervisedInformer<>(
        context.getPlural(),
        () -> {
          SharedIndexInformer<GenericKubernetesResource> informer =
              namespace.isEmpty()
                  ? client
                      .genericKubernetesResources(context)
                      .inAnyNamespace()
                      .withLimit(PAGE)
                      .runnableInformer(0)
                  : client
                      .genericKubernetesResources(context)
                      .inNamespace(namespace)
                      .withLimit(PAGE)
                      .runnableInformer(0);
          informer.itemStore(store);
          informer.addEventHandler(new Toucher<>(object -> touched.accept(key(object))));
          return informer;
        },
        scheduler,
        listener,
        System::nanoTime);
  }

  private static void touchOwner(Job job, Consumer<JobFlowKey> touched) {
    for (OwnerReference owner : job.getMetadata().getOwnerReferences()) {
      if (Boolean.TRUE.equals(owner.getController())
          && HasMetadata.getKind(JobFlow.class).equals(owner.getKind())) {
        touched.accept(new JobFlowKey(job.getMetadata().getNamespace(), owner.getName()));
      }
    }
  }

  private static JobFlowKey key(HasMetadata object) {
    return new JobFlowKey(object.getMetadata().getNamespace(), object.getMetadata().getName());
  }

  /** Handles events by no more than a name: whatever is thrown here is lost with its event. */
  private record Toucher<T>(Consumer<T> touch) implements ResourceEventHandler<T> {
    @Override
    public void onAdd(T object) {
      touch.accept(object);
    }

    @Override
    public void onUpdate(T before, T after) {
      touch.accept(before);
      touch.accept(after);
    }

    @Override
    public void onDelete(T object, boolean unknownState) {
      touch.accept(object);
    }
  }
}
