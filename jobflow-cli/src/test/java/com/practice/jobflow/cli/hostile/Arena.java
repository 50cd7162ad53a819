package com.practice.jobflow.cli.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.practice.jobflow.k8s.ControllerSettings;
import com.practice.jobflow.k8s.JobFlowController;
import com.practice.jobflow.k8s.fact.ControllerListener;
import com.practice.jobflow.k8s.testing.AuditLog;
import com.practice.jobflow.k8s.testing.Cluster;
import com.practice.jobflow.k8s.testing.SimulatedKubelet;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A namespace of a real cluster with an operator and a kubelet, where manifests show their worth.
 */
final class Arena implements AutoCloseable {
  private static final ResourceDefinitionContext JOB_FLOWS =
      new ResourceDefinitionContext.Builder()
          .withGroup("api.practice.com")
          .withVersion("v1alpha1")
          .withKind("JobFlow")
          .withPlural("jobflows")
          .withNamespaced(true)
          .build();

  private final KubernetesClient client = Cluster.connect("jobflow-test");
  private final KubernetesClient operatorClient = Cluster.connect(AuditLog.OPERATOR);
  private final String namespace = Cluster.namespace(client);
  private final SimulatedKubelet kubelet = new SimulatedKubelet(client, namespace);
  private final AtomicInteger panics = new AtomicInteger();
  private final JobFlowController controller;

  Arena() {
    ControllerSettings usual = ControllerSettings.DEFAULT;
    this.controller =
        new JobFlowController(
            operatorClient,
            new ControllerSettings(
                List.of(namespace),
                4,
                8,
                Duration.ofSeconds(1),
                usual.resync(),
                usual.requestTimeout(),
                "it",
                false),
            () -> true,
            new ControllerListener() {
              @Override
              public void reconciled(ReconcileEnd end, Duration took) {
                if (end == ReconcileEnd.PANIC) {
                  panics.incrementAndGet();
                }
              }
            });
    controller.lead().join();
  }

  /** Returns how often the operator threw what it should not have. */
  int panics() {
    return panics.get();
  }

  boolean operatorIsHealthy() {
    return controller.healthy();
  }

  /** Applies all of them and returns what becomes of each, in the order of the manifests. */
  List<ClusterVerdict> judge(List<Map<String, Object>> manifests, Duration patience) {
    return Namesakes.judge(manifests, pass -> judgeSideBySide(pass, patience));
  }

  @Override
  public void close() {
    controller.close();
    kubelet.close();
    client.namespaces().withName(namespace).delete();
    operatorClient.close();
    client.close();
  }

  private List<ClusterVerdict> judgeSideBySide(
      List<Map<String, Object>> manifests, Duration patience) {
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    manifests.forEach(manifest -> answers.add(post(manifest)));
    Map<Integer, String> accepted = new LinkedHashMap<>();
    ClusterVerdict[] verdicts = new ClusterVerdict[manifests.size()];
    for (int i = 0; i < verdicts.length; i++) {
      HttpResponse<String> answer = answers.get(i).orTimeout(60, TimeUnit.SECONDS).join();
      if (answer.isSuccessful()) {
        GenericKubernetesResource created =
            client
                .getKubernetesSerialization()
                .unmarshal(answer.body(), GenericKubernetesResource.class);
        accepted.put(i, created.getMetadata().getName());
      } else {
        verdicts[i] = ClusterVerdict.ofAnswer(answer.code(), answer.body());
      }
    }
    Map<String, GenericKubernetesResource> last = settle(accepted, manifests, patience);
    accepted.forEach((i, name) -> verdicts[i] = verdict(last.get(name), manifests.get(i)));
    clear();
    return List.of(verdicts);
  }

  private CompletableFuture<HttpResponse<String>> post(Map<String, Object> manifest) {
    String type = ManifestText.isTyped(manifest) ? "application/yaml" : "application/json";
    return client
        .getHttpClient()
        .sendAsync(
            client
                .getHttpClient()
                .newHttpRequestBuilder()
                .uri(
                    client.getMasterUrl()
                        + "apis/api.practice.com/v1alpha1/namespaces/"
                        + namespace
                        + "/jobflows")
                .header("Accept", "application/json")
                .post(type, ManifestText.of(manifest).getBytes(UTF_8))
                .build(),
            String.class);
  }

  private Map<String, GenericKubernetesResource> settle(
      Map<Integer, String> accepted, List<Map<String, Object>> manifests, Duration patience) {
    if (!accepted.isEmpty()) {
      CompletableFuture<?> settled =
          client
              .genericKubernetesResources(JOB_FLOWS)
              .inNamespace(namespace)
              .informOnCondition(list -> isSettled(byName(list), accepted, manifests));
      try {
        settled.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException stuck) {
        settled.cancel(true);
      } catch (InterruptedException | ExecutionException failed) {
        throw new IllegalStateException(failed);
      }
    }
    return byName(
        client.genericKubernetesResources(JOB_FLOWS).inNamespace(namespace).list().getItems());
  }

  private static boolean isSettled(
      Map<String, GenericKubernetesResource> found,
      Map<Integer, String> accepted,
      List<Map<String, Object>> manifests) {
    return accepted.entrySet().stream()
        .map(entry -> verdict(found.get(entry.getValue()), manifests.get(entry.getKey())))
        .noneMatch(verdict -> verdict.kind() == ClusterVerdict.Kind.STUCK);
  }

  private static ClusterVerdict verdict(
      GenericKubernetesResource object, Map<String, Object> manifest) {
    return ClusterVerdict.ofObject(
        object == null ? null : object.getAdditionalProperties(), manifest);
  }

  private static Map<String, GenericKubernetesResource> byName(
      List<GenericKubernetesResource> objects) {
    Map<String, GenericKubernetesResource> byName = new HashMap<>();
    objects.forEach(object -> byName.put(object.getMetadata().getName(), object));
    return byName;
  }

  private void clear() {
    client.genericKubernetesResources(JOB_FLOWS).inNamespace(namespace).delete();
    client.batch().v1().jobs().inNamespace(namespace).delete();
    client.pods().inNamespace(namespace).withGracePeriod(0).delete();
  }
}
