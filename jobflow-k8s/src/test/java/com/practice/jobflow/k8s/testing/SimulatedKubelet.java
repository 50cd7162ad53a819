package com.practice.jobflow.k8s.testing;

import com.practice.jobflow.k8s.job.JobLabels;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.AnyNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Plays the kubelet where there is none: pods of Jobs run at once, and end as the script says. A
 * pod succeeds at once unless its flow was told to {@link #fail} or to {@link #hold}.
 */
public final class SimulatedKubelet implements AutoCloseable {
  private static final String TRACKING = "batch.kubernetes.io/job-tracking";

  private final KubernetesClient client;
  private final SharedIndexInformer<Pod> pods;
  private final ExecutorService work = Executors.newFixedThreadPool(4);
  private final Map<String, AtomicInteger> failures = new ConcurrentHashMap<>();

  /** How each pod ends, by UID: decided once, however often its end must be reported. */
  private final Map<String, Boolean> failing = new ConcurrentHashMap<>();

  private final Set<String> held = ConcurrentHashMap.newKeySet();
  private volatile boolean tracking;

  /** Starts to play in one namespace. */
  public SimulatedKubelet(KubernetesClient client, String namespace) {
    this(client, own -> own.pods().inNamespace(namespace));
  }

  /** Starts to play in all namespaces. */
  public SimulatedKubelet(KubernetesClient client) {
    this(client, own -> own.pods().inAnyNamespace());
  }

  /** The operator's way of reading passes over what a kubelet looks at, so it has its own. */
  private SimulatedKubelet(
      KubernetesClient others,
      Function<KubernetesClient, AnyNamespaceOperation<Pod, PodList, PodResource>> scope) {
    this.client = new KubernetesClientBuilder().withConfig(others.getConfiguration()).build();
    this.pods = scope.apply(client).withLabel("job-name").runnableInformer(0);
    pods.exceptionHandler((started, surprise) -> true);
    pods.addEventHandler(
        new ResourceEventHandler<>() {
          @Override
          public void onAdd(Pod pod) {
            work.execute(() -> play(pod));
          }

          @Override
          public void onUpdate(Pod before, Pod pod) {
            work.execute(() -> play(pod));
          }

          @Override
          public void onDelete(Pod pod, boolean unknownState) {}
        });
    pods.start().toCompletableFuture().join();
  }

  /** Lets the next pods of a flow fail, so many of them. */
  public SimulatedKubelet fail(String flow, int times) {
    failures.put(flow, new AtomicInteger(times));
    return this;
  }

  /**
   * Gives each pod the finalizer that a newer Job controller gives it, so that it cannot vanish
   * before it has been counted; it is taken off again when this is closed.
   */
  public SimulatedKubelet tracking() {
    tracking = true;
    return this;
  }

  /** Keeps the pods of a flow running. */
  public SimulatedKubelet hold(String flow) {
    held.add(flow);
    return this;
  }

  /** Lets the pods of a held flow end. */
  public void release(String flow) {
    held.remove(flow);
    pods.getStore().list().stream()
        .filter(pod -> flow.equals(flow(pod)))
        .forEach(pod -> work.execute(() -> play(pod)));
  }

  @Override
  public void close() {
    pods.stop();
    if (tracking) {
      pods.getStore().list().forEach(pod -> track(pod, "[]"));
    }
    work.shutdownNow();
    client.close();
  }

  private void play(Pod pod) {
    String phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
    try {
      if (tracking && pod.getMetadata().getFinalizers().isEmpty()) {
        track(pod, "[\"" + TRACKING + "\"]");
      } else if (phase == null || "Pending".equals(phase)) {
        report(pod, "Running", running(pod));
      } else if ("Running".equals(phase) && !held.contains(flow(pod))) {
        boolean fails =
            failing.computeIfAbsent(pod.getMetadata().getUid(), uid -> takeFailure(flow(pod)));
        report(pod, fails ? "Failed" : "Succeeded", ended(pod, fails ? 1 : 0));
      }
    } catch (KubernetesClientException gone) {
      if (gone.getCode() != 404 && gone.getCode() != 409) {
        // the API server is away for a while
        CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS, work)
            .execute(() -> play(latest(pod)));
      }
    }
  }

  private boolean takeFailure(String flow) {
    AtomicInteger left = failures.get(flow);
    return left != null && left.getAndDecrement() > 0;
  }

  private void track(Pod pod, String finalizers) {
    try {
      client
          .pods()
          .inNamespace(pod.getMetadata().getNamespace())
          .withName(pod.getMetadata().getName())
          .patch(
              PatchContext.of(PatchType.JSON_MERGE),
              "{\"metadata\":{\"finalizers\":" + finalizers + "}}");
    } catch (KubernetesClientException gone) {
      if (gone.getCode() != 404) {
        throw gone;
      }
    }
  }

  private Pod latest(Pod pod) {
    Pod stored = pods.getStore().getByKey(Cache.metaNamespaceKeyFunc(pod));
    return stored == null ? pod : stored;
  }

  private void report(Pod pod, String phase, ContainerStatus container) {
    Pod changed =
        new PodBuilder(pod)
            .editOrNewStatus()
            .withPhase(phase)
            .withContainerStatuses(container)
            .endStatus()
            .build();
    client.pods().inNamespace(pod.getMetadata().getNamespace()).resource(changed).updateStatus();
  }

  private static ContainerStatus running(Pod pod) {
    return status(pod)
        .withState(new ContainerStateBuilder().withNewRunning().endRunning().build())
        .withReady(true)
        .build();
  }

  private static ContainerStatus ended(Pod pod, int exitCode) {
    return status(pod)
        .withState(
            new ContainerStateBuilder()
                .withNewTerminated()
                .withExitCode(exitCode)
                .endTerminated()
                .build())
        .withReady(false)
        .build();
  }

  private static ContainerStatusBuilder status(Pod pod) {
    return new ContainerStatusBuilder()
        .withName(pod.getSpec().getContainers().get(0).getName())
        .withImage(pod.getSpec().getContainers().get(0).getImage())
        .withImageID("")
        .withRestartCount(0);
  }

  private static String flow(Pod pod) {
    return String.valueOf(pod.getMetadata().getLabels().get(JobLabels.FLOW));
  }
}
