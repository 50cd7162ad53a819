package com.practice.jobflow.operator.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.k8s.testing.Cluster;
import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.operator.faults.Campaign.Run;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ground moves under the operator. Restarts parts of the cluster, and takes its CRDs away. */
@Tag("faults")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PlatformIT {
  private static final String USER = "system:serviceaccount:jobflow-faults:jobflow-operator";
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static Campaign campaign;

  @BeforeAll
  static void start(@TempDir Path folder) {
    campaign = new Campaign(folder, USER, PlatformIT::grant);
  }

  @AfterAll
  static void stop() {
    if (campaign != null) {
      revoke(campaign.client());
      campaign.close();
    }
  }

  @Order(1)
  @ParameterizedTest
  @ValueSource(strings = {"kube-apiserver", "etcd"})
  void goesOnWhenAPartOfTheControlPlaneIsKilledAndComesBack(String part) {
    ClusterProcess process = new ClusterProcess(part);
    campaign.kubelet().hold("b");
    Run held = campaign.start("held while " + part + " is away", Shape.CHAIN_3, Script.HARMLESS);
    campaign.awaitFlow(held, "b", "Running");
    List<Run> runs = new ArrayList<>(List.of(held));
    for (int i = 0; i < 4; i++) {
      runs.add(campaign.start("busy when " + part + " dies", Shape.FAN_OUT_20, Script.HARMLESS));
    }

    process.kill();
    process.start();
    Await.until("the API server answers", PATIENCE, PlatformIT::isReady);
    campaign.kubelet().release("b");

    assertThat(campaign.judge(runs)).isEmpty();
    assertThat(campaign.operator().isAlive()).isTrue();
  }

  @Order(2)
  @Test
  void goesOnWhenItsRightsComeBack() {
    campaign.kubelet().hold("b");
    Run held = campaign.start("without rights", Shape.DIAMOND, Script.HARMLESS);
    campaign.awaitFlow(held, "b", "Running");

    int before = campaign.operator().log().length();
    revoke(campaign.client());
    Run late = campaign.start("begun without rights", Shape.CHAIN_3, Script.HARMLESS);
    campaign.kubelet().release("b");
    awaitLog(before, "Cannot work");
    assertThat(campaign.history().jobs(late.uid())).isEmpty();
    grant(campaign.client());

    assertThat(campaign.judge(List.of(held, late))).isEmpty();
    awaitLog(before, "Nothing is in the way any more");
    assertThat(campaign.operator().isAlive()).isTrue();
  }

  @Order(3)
  @Test
  void isQuietAboutANamespaceThatGoes() {
    campaign.kubelet().hold("b");
    Run doomed = campaign.start("in a namespace that goes", Shape.DIAMOND, Script.HARMLESS);
    campaign.awaitFlow(doomed, "b", "Running");

    campaign.client().namespaces().withName(doomed.namespace()).delete();
    Run other = campaign.start("elsewhere", Shape.FAN_OUT_20, Script.HARMLESS);

    assertThat(campaign.judge(List.of(other))).isEmpty();
    Await.until(
        "the namespace is gone",
        PATIENCE,
        () -> campaign.client().namespaces().withName(doomed.namespace()).get() == null);
    int writes = campaign.proxy().writes(doomed.namespace());
    Run later = campaign.start("later", Shape.DIAMOND, Script.HARMLESS);
    campaign.kubelet().release("b");
    assertThat(campaign.judge(List.of(later))).isEmpty();
    assertThat(campaign.proxy().writes(doomed.namespace())).isEqualTo(writes);
    assertThat(Oracle.judge(campaign.history(), doomed.uid())).isEmpty();
  }

  @Order(4)
  @ParameterizedTest
  @EnumSource(
      value = DeletionPropagation.class,
      names = {"BACKGROUND", "FOREGROUND"})
  void runsAnewWhatIsDeletedAndCreatedAgainUnderItsName(DeletionPropagation propagation) {
    Run former = deleteMidRun(propagation);

    Run again = campaign.startAgain(former);
    campaign.kubelet().release("b");

    assertThat(campaign.judge(List.of(again))).isEmpty();
    assertThat(Oracle.judge(campaign.history(), former.uid())).isEmpty();
  }

  @Order(5)
  @Test
  void leavesTheOrphansOfANamesakeAlone() {
    Run former = deleteMidRun(DeletionPropagation.ORPHAN);
    List<Job> orphans = jobs(former.namespace());
    assertThat(orphans)
        .isNotEmpty()
        .allMatch(job -> job.getMetadata().getOwnerReferences().isEmpty());

    Run again = campaign.startAgain(former);
    campaign.kubelet().release("b");

    JobFlow ended = campaign.await(again);
    assertThat(Objects.requireNonNull(ended.getStatus()).phase()).isEqualTo("Succeeded");
    assertThat(Oracle.judge(campaign.history(), again.uid())).isEmpty();
    assertThat(campaign.history().jobs(again.uid())).hasSize(4);
    assertThat(jobs(former.namespace()).stream().map(job -> job.getMetadata().getUid()))
        .containsAll(orphans.stream().map(job -> job.getMetadata().getUid()).toList());
    assertThat(AuditedWrites.read().touched(former.namespace())).isEmpty();
  }

  @Order(6)
  @Test
  void goesOnWhenTheCrdComesBack() {
    KubernetesClient client = campaign.client();
    campaign.kubelet().hold("b");
    Run lost = campaign.start("without its CRD", Shape.CHAIN_3, Script.HARMLESS);
    campaign.awaitFlow(lost, "b", "Running");
    int before = campaign.operator().log().length();

    client
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName("jobflows.api.practice.com")
        .withTimeout(60, TimeUnit.SECONDS)
        .delete();
    awaitLog(before, "jobflows.api.practice.com");
    Cluster.connect("jobflow-test").close();
    campaign.recordAnew();
    campaign.kubelet().release("b");

    List<Run> runs = new ArrayList<>();
    for (Shape shape : Shape.values()) {
      runs.add(campaign.start(shape + " with a new CRD", shape, Script.HARMLESS));
    }
    assertThat(campaign.judge(runs)).isEmpty();
    assertThat(campaign.audit()).isEmpty();
    assertThat(campaign.operator().isAlive()).isTrue();
  }

  private static Run deleteMidRun(DeletionPropagation propagation) {
    campaign.kubelet().hold("b");
    Run former = campaign.start("deleted " + propagation, Shape.DIAMOND, Script.HARMLESS);
    campaign.awaitFlow(former, "b", "Running");
    var jobFlow =
        campaign
            .client()
            .resources(JobFlow.class)
            .inNamespace(former.namespace())
            .withName(Shape.NAME);
    jobFlow.withPropagationPolicy(propagation).delete();
    Await.until("the JobFlow is gone", PATIENCE, () -> jobFlow.get() == null);
    return former;
  }

  private static void awaitLog(int from, String text) {
    Await.until(
        "the operator says: " + text,
        PATIENCE,
        () -> campaign.operator().log().substring(from).contains(text));
  }

  private static List<Job> jobs(String namespace) {
    return campaign.client().batch().v1().jobs().inNamespace(namespace).list().getItems();
  }

  private static boolean isReady() {
    try {
      return "ok".equals(campaign.client().raw("/readyz"));
    } catch (KubernetesClientException notYet) {
      return false;
    }
  }

  /** The rights of the role that we ship, and no more. */
  private static void grant(KubernetesClient client) {
    ClusterRole shipped = shippedRole(client);
    ClusterRole role =
        new ClusterRoleBuilder()
            .withNewMetadata()
            .withName("jobflow-faults")
            .endMetadata()
            .withRules(shipped.getRules())
            .build();
    ClusterRoleBinding binding =
        new ClusterRoleBindingBuilder()
            .withNewMetadata()
            .withName("jobflow-faults")
            .endMetadata()
            .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "jobflow-faults")
            .addNewSubject()
            .withKind("ServiceAccount")
            .withNamespace("jobflow-faults")
            .withName("jobflow-operator")
            .endSubject()
            .build();
    client.resource(role).createOr(existing -> existing.update());
    client.resource(binding).createOr(existing -> existing.update());
  }

  private static void revoke(KubernetesClient client) {
    client.rbac().clusterRoleBindings().withName("jobflow-faults").delete();
  }

  private static ClusterRole shippedRole(KubernetesClient client) {
    Path file = Path.of("").toAbsolutePath().resolveSibling("yaml").resolve("cluster/role.yaml");
    try {
      return client.load(Files.newInputStream(file)).items().stream()
          .filter(ClusterRole.class::isInstance)
          .map(ClusterRole.class::cast)
          .findFirst()
          .orElseThrow();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
