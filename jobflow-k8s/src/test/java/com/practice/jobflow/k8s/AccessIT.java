package com.practice.jobflow.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.k8s.fact.ControllerListener;
import com.practice.jobflow.k8s.testing.AuditLog;
import com.practice.jobflow.k8s.testing.Cluster;
import com.practice.jobflow.k8s.testing.JobFlows;
import com.practice.jobflow.k8s.testing.SimulatedKubelet;
import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.model.JobFlowStatus;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An operator with no more rights than it is said to need, and at times with less. */
class AccessIT {
  private static final String USER = "system:serviceaccount:%s:operator";
  private static final PolicyRule JOBS =
      rule("batch", List.of("jobs"), "get", "list", "watch", "create", "delete", "patch");
  private static final List<PolicyRule> OTHERS =
      List.of(
          rule("api.practice.com", List.of("jobflows"), "list", "watch", "delete"),
          rule("api.practice.com", List.of("jobflows/status"), "update", "patch"),
          // asked for where an owner reference that blocks deletion needs a right of its own
          rule("api.practice.com", List.of("jobflows/finalizers"), "update"),
          rule("api.practice.com", List.of("jobtemplates"), "list", "watch"),
          rule("events.k8s.io", List.of("events"), "create"));

  private final KubernetesClient client = Cluster.connect("jobflow-test");
  private final CountDownLatch refused = new CountDownLatch(1);
  private String namespace;
  private KubernetesClient restricted;
  private SimulatedKubelet kubelet;
  private JobFlowController controller;

  @BeforeEach
  void startControllerWithRights() {
    namespace = Cluster.namespace(client);
    kubelet = new SimulatedKubelet(client, namespace);
    grant(JOBS);
    Config config = client.getConfiguration();
    restricted =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder(config)
                    .withImpersonateUsername(String.format(USER, namespace))
                    .withUserAgent(AuditLog.OPERATOR)
                    .build())
            .build();
    awaitRightToCreateJobs(true);
    controller =
        new JobFlowController(
            restricted,
            ClusterTest.settings(namespace),
            () -> true,
            new ControllerListener() {
              @Override
              public void requested(String method, int code, Duration took) {
                if (code == 403) {
                  refused.countDown();
                }
              }
            });
    controller.lead().orTimeout(60, TimeUnit.SECONDS).join();
  }

  @AfterEach
  void stop() {
    controller.close();
    kubelet.close();
    restricted.close();
    client.namespaces().withName(namespace).delete();
    client.close();
  }

  @Test
  void waitsUntilItsRightsAreGivenBack() throws InterruptedException {
    kubelet.hold("a");
    Resource<JobFlow> jobFlow = create(JobFlows.named("f").flow("a").flowAfter("b", "a"));
    ClusterTest.awaitFlow(jobFlow, "a", "Running");

    client.rbac().roleBindings().inNamespace(namespace).withName("operator").delete();
    awaitRightToCreateJobs(false);
    kubelet.release("a");
    assertThat(refused.await(60, TimeUnit.SECONDS)).isTrue();
    grant(JOBS);

    ClusterTest.awaitPhase(jobFlow, "Succeeded");
    assertThat(
            AuditLog.ofOperator(namespace).stream()
                .filter(AuditLog.Entry::isDone)
                .map(AuditLog.Entry::what)
                .filter(what -> what.startsWith("create jobs")))
        .containsExactly("create jobs f-a", "create jobs f-b");
  }

  @Test
  void saysThatItMayNotCreateJobsAndGoesOnWhenItMay() {
    grant(rule("batch", List.of("jobs"), "get", "list", "watch"));
    awaitRightToCreateJobs(false);
    Resource<JobFlow> jobFlow = create(JobFlows.named("f").flow("a"));
    JobFlowStatus stalled =
        ClusterTest.await(jobFlow, status -> RefusalIT.isStalled(status, "Forbidden"));
    assertThat(ClusterTest.condition(stalled, "Stalled").getMessage()).contains("cannot create");

    grant(JOBS);

    ClusterTest.awaitPhase(jobFlow, "Succeeded");
  }

  private Resource<JobFlow> create(JobFlows jobFlow) {
    client.resources(JobFlow.class).inNamespace(namespace).resource(jobFlow.build()).create();
    return client.resources(JobFlow.class).inNamespace(namespace).withName("f");
  }

  private void grant(PolicyRule jobs) {
    client
        .resource(
            new RoleBuilder()
                .withNewMetadata()
                .withName("operator")
                .withNamespace(namespace)
                .endMetadata()
                .withRules(OTHERS)
                .addToRules(jobs)
                .build())
        .createOr(NonDeletingOperation::update);
    client
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withName("operator")
                .withNamespace(namespace)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", "operator")
                .addNewSubject(
                    "rbac.authorization.k8s.io", "User", String.format(USER, namespace), null)
                .build())
        .createOr(NonDeletingOperation::update);
  }

  /** A right is given and taken a moment after it was written down. */
  private void awaitRightToCreateJobs(boolean given) {
    SubjectAccessReview question =
        new SubjectAccessReviewBuilder()
            .withNewSpec()
            .withUser(String.format(USER, namespace))
            .withNewResourceAttributes()
            .withGroup("batch")
            .withResource("jobs")
            .withVerb("create")
            .withNamespace(namespace)
            .endResourceAttributes()
            .endSpec()
            .build();
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                client
                    .authorization()
                    .v1()
                    .subjectAccessReview()
                    .create(question)
                    .getStatus()
                    .getAllowed(),
            allowed -> allowed == given);
  }

  private static PolicyRule rule(String group, List<String> resources, String... verbs) {
    return new PolicyRuleBuilder()
        .withApiGroups(group)
        .withResources(resources)
        .withVerbs(verbs)
        .build();
  }
}
