package com.practice.jobflow.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.k8s.testing.Cluster;
import com.practice.jobflow.k8s.testing.JobFlows;
import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.operator.process.OperatorClusterTest;
import com.practice.jobflow.operator.process.OperatorProcess;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the operator says when the cluster lacks something, and when it has it again. */
class RefusalIT extends OperatorClusterTest {
  private static final String JOBS = "create, patch, delete jobs (batch) in namespace ";

  @TempDir private Path folder;

  @Test
  void withoutRightsItIsNotReadySaysWhichAndBeginsWhenItHasThem() throws IOException {
    Path kubeconfig = kubeconfigOfServiceAccount();
    grant(rulesWithoutWritingJobs());
    try (OperatorProcess operator = operatorOf(kubeconfig)) {
      String line = operator.awaitLine("Cannot work");

      assertThat(line).contains("\"level\":\"WARN\"").contains(JOBS + namespace);
      HttpResponse<String> ready = operator.get("/readyz");
      assertThat(ready.statusCode()).isEqualTo(500);
      assertThat(ready.body()).contains("[-]cluster failed").contains(JOBS + namespace);
      assertThat(operator.get("/livez").statusCode()).isEqualTo(200);

      grant(allRules());

      operator.awaitLine("Nothing is in the way any more");
      operator.awaitReady().awaitLeading();
      assertThat(awaitPhase(create(chain("granted")), "Succeeded").progress()).isEqualTo("2/2");
      assertThat(operator.output()).filteredOn(each -> each.contains("Cannot work")).hasSize(1);
    }
  }

  @Test
  void whenItsRightsAreTakenAwayItSaysSoAndGoesOnWhenTheyAreBack() throws IOException {
    Path kubeconfig = kubeconfigOfServiceAccount();
    grant(allRules());
    try (OperatorProcess operator = operatorOf(kubeconfig).awaitReady().awaitLeading()) {
      grant(rulesWithoutWritingJobs());
      var flow = create(chain("revoked"));

      operator.awaitLine("Cannot work");
      assertThat(operator.get("/readyz").body()).contains(JOBS + namespace);
      assertThat(operator.get("/livez").statusCode()).isEqualTo(200);

      grant(allRules());

      assertThat(awaitPhase(flow, "Succeeded").progress()).isEqualTo("2/2");
      operator.awaitLine("Nothing is in the way any more");
      operator.awaitReady();
    }
  }

  @Test
  void withoutItsDefinitionsItIsNotReadyAndRecovers() {
    try (OperatorProcess operator = operator().awaitReady().awaitLeading()) {
      deleteDefinitions();

      String line = operator.awaitLine("jobflows.api.practice.com is missing");
      assertThat(line).contains("kubectl apply -k yaml/");
      assertThat(operator.get("/readyz").statusCode()).isEqualTo(500);
      assertThat(operator.get("/livez").statusCode()).isEqualTo(200);
      try (OperatorProcess late = operator()) {
        late.awaitLine("jobflows.api.practice.com is missing");

        Cluster.connect("jobflow-test").close();

        late.awaitLine("Nothing is in the way any more");
        late.awaitReady();
      }
      operator.awaitReady();
      assertThat(awaitPhase(create(chain("again")), "Succeeded").progress()).isEqualTo("2/2");
    } finally {
      Cluster.connect("jobflow-test").close();
    }
  }

  @Test
  void withoutAnApiServerItSaysSoAndIsAliveButNotReady() throws IOException {
    Path nobody = kubeconfig("https://127.0.0.1:1", "token: none");
    try (OperatorProcess operator = OperatorProcess.start(nobody)) {
      String line = operator.awaitLine("Cannot work");

      assertThat(line).contains("https://127.0.0.1:1").contains("cannot be reached");
      assertThat(operator.get("/readyz").body()).contains("cannot be reached");
      assertThat(operator.get("/livez").statusCode()).isEqualTo(200);
      operator.terminate();
      assertThat(operator.awaitExit(Duration.ofSeconds(10))).isZero();
    }
  }

  @Test
  void checkSaysAllThatIsInTheWayAndFails() throws IOException {
    Path kubeconfig = kubeconfigOfServiceAccount();
    String[] options = {
      "--check", "--kubeconfig=" + kubeconfig, "--namespace=" + namespace, "--leader-elect=false"
    };
    try (OperatorProcess refused = OperatorProcess.launch(List.of(), List.of(options))) {
      assertThat(refused.awaitExit(Duration.ofSeconds(60))).isEqualTo(1);
      assertThat(refused.output())
          .hasSize(5)
          .allSatisfy(line -> assertThat(line).startsWith("RBAC does not allow the operator to "));
    }
    grant(allRules());
    try (OperatorProcess fine = OperatorProcess.launch(List.of(), List.of(options))) {
      assertThat(fine.awaitExit(Duration.ofSeconds(60))).isZero();
      assertThat(fine.output()).containsExactly("Nothing is in the way.");
    }
  }

  private OperatorProcess operatorOf(Path kubeconfig) {
    return OperatorProcess.start(
        kubeconfig, "--namespace=" + namespace, "--lease-namespace=" + namespace);
  }

  private static JobFlow chain(String name) {
    return JobFlows.named(name).flow("a").flowAfter("b", "a").build();
  }

  private static void deleteDefinitions() {
    for (String name : List.of("jobflows.api.practice.com", "jobtemplates.api.practice.com")) {
      var definition = client.apiextensions().v1().customResourceDefinitions().withName(name);
      definition.delete();
      definition.waitUntilCondition(found -> found == null, 60, TimeUnit.SECONDS);
    }
  }

  private static List<PolicyRule> rulesWithoutWritingJobs() {
    List<PolicyRule> rules = new ArrayList<>();
    rules.add(rule("api.practice.com", "jobflows", "list", "watch", "delete"));
    rules.add(rule("api.practice.com", "jobflows/status", "update", "patch"));
    // asked for where an owner reference that blocks deletion needs a right of its own
    rules.add(rule("api.practice.com", "jobflows/finalizers", "update"));
    rules.add(rule("api.practice.com", "jobtemplates", "list", "watch"));
    rules.add(rule("batch", "jobs", "get", "list", "watch"));
    rules.add(rule("events.k8s.io", "events", "create"));
    rules.add(rule("coordination.k8s.io", "leases", "create", "get", "update"));
    return rules;
  }

  private static List<PolicyRule> allRules() {
    List<PolicyRule> rules = rulesWithoutWritingJobs();
    rules.add(rule("batch", "jobs", "create", "delete", "patch"));
    return rules;
  }

  private static PolicyRule rule(String group, String resource, String... verbs) {
    return new PolicyRuleBuilder()
        .withApiGroups(group)
        .withResources(resource)
        .withVerbs(verbs)
        .build();
  }

  private void grant(List<PolicyRule> rules) {
    client
        .rbac()
        .roles()
        .inNamespace(namespace)
        .resource(
            new RoleBuilder()
                .withNewMetadata()
                .withName("operator")
                .endMetadata()
                .withRules(rules)
                .build())
        .createOr(role -> role.update());
  }

  private Path kubeconfigOfServiceAccount() throws IOException {
    client
        .serviceAccounts()
        .inNamespace(namespace)
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName("operator")
                .endMetadata()
                .build())
        .create();
    client
        .rbac()
        .roleBindings()
        .inNamespace(namespace)
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withName("operator")
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", "operator")
                .addNewSubject("", "ServiceAccount", "operator", namespace)
                .build())
        .create();
    String token =
        client
            .serviceAccounts()
            .inNamespace(namespace)
            .withName("operator")
            .tokenRequest(
                new TokenRequestBuilder()
                    .withNewSpec()
                    .withExpirationSeconds(3600L)
                    .endSpec()
                    .build())
            .getStatus()
            .getToken();
    return kubeconfig(client.getMasterUrl().toString(), "token: " + token);
  }

  private Path kubeconfig(String server, String user) throws IOException {
    return Files.writeString(
        folder.resolve("kubeconfig"),
        """
        apiVersion: v1
        kind: Config
        current-context: it
        contexts: [{name: it, context: {cluster: it, user: it}}]
        clusters: [{name: it, cluster: {server: "%s", insecure-skip-tls-verify: true}}]
        users: [{name: it, user: {%s}}]
        """
            .formatted(server, user));
  }
}
