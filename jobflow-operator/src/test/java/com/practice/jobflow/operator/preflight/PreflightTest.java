package com.practice.jobflow.operator.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreflightTest {
  private static final String ITS_NAMESPACE =
      "the Role jobflow-operator-lease that comes with it in yaml/ does, if it is in that namespace"
          + " and bound to the operator's service account";

  private final FakeQuestions cluster = new FakeQuestions();

  @Test
  void findsNothingWhereAllIsWell() {
    assertThat(obstacles()).isEmpty();
  }

  @Test
  void saysAllThatIsMissingAtOnceAndWhatToDo() {
    cluster
        .without("jobflows")
        .without("jobtemplates")
        .refusing(right -> Set.of("create", "delete").contains(right.verb()));

    assertThat(obstacles("a", "b"))
        .containsExactly(
            "the custom resource definition jobflows.api.practice.com is missing or does not serve"
                + " v1alpha1; install it with `kubectl apply -k yaml/`",
            "the custom resource definition jobtemplates.api.practice.com is missing or does not"
                + " serve v1alpha1; install it with `kubectl apply -k yaml/`",
            rbac("delete jobflows (api.practice.com) in namespace a"),
            rbac("create, delete jobs (batch) in namespace a"),
            rbac("create events (events.k8s.io) in namespace a"),
            rbac("delete jobflows (api.practice.com) in namespace b"),
            rbac("create, delete jobs (batch) in namespace b"),
            rbac("create events (events.k8s.io) in namespace b"),
            rbac("create leases (coordination.k8s.io) in namespace system", ITS_NAMESPACE));
  }

  @Test
  void asksForTheLeaseByItsName() {
    cluster.refusing(right -> right.resource().equals("leases") && !right.name().equals("other"));

    assertThat(obstacles())
        .containsExactly(
            rbac("create leases (coordination.k8s.io) in namespace system", ITS_NAMESPACE),
            rbac(
                "get, update leases jobflow (coordination.k8s.io) in namespace system",
                "the Role jobflow-operator-lease that comes with it in yaml/ names the lease"
                    + " jobflow-operator: put jobflow into its resourceNames"));
  }

  @Test
  void doesNotSendAnybodyToARoleThatNamesHisLeaseAlready() {
    cluster.refusing(right -> right.verb().equals("update") && right.resource().equals("leases"));

    assertThat(
            new Preflight(cluster, List.of())
                .holding("system", "jobflow-operator").obstacles().stream().map(Obstacle::text))
        .containsExactly(
            rbac(
                "update leases jobflow-operator (coordination.k8s.io) in namespace system",
                ITS_NAMESPACE));
  }

  @Test
  void allNamespacesAreAskedForAsOne() {
    cluster.refusing(right -> right.verb().equals("watch") && right.resource().equals("jobs"));

    assertThat(obstacles()).containsExactly(rbac("watch jobs (batch) in all namespaces"));
  }

  @Test
  void rightsOnPodsAreAskedForWhereTheyAreUsedAndComeWithTheirOverlay() {
    cluster.refusing(right -> right.resource().equals("pods"));

    assertThat(obstacles()).isEmpty();
    assertThat(
            new Preflight(cluster, List.of())
                .watchingPods(List.of("a")).obstacles().stream().map(Obstacle::text))
        .containsExactly(
            "RBAC does not allow the operator to list, watch pods in namespace a;"
                + " the roles that come with it in yaml/overlays/prompt do");
  }

  @ParameterizedTest
  @CsvSource({
    "0, Connection refused, the API server at https://api cannot be reached: Connection refused",
    "401, Unauthorized, the API server at https://api does not know who we are (Unauthorized);"
        + " check the token or certificate of the kubeconfig or service account",
    "403, no, the API server at https://api does not let us ask what there is and what we may do:"
        + " no",
    "503, later, the API server at https://api does not answer as it should: later"
  })
  void tellsWhyThereIsNoAnswer(int code, String message, String obstacle) {
    cluster.failing(code, message);

    assertThat(obstacles()).containsExactly(obstacle);
  }

  private List<String> obstacles(String... namespaces) {
    return new Preflight(cluster, Rights.toRunJobFlows(List.of(namespaces)))
        .holding("system", "jobflow").obstacles().stream().map(Obstacle::text).toList();
  }

  private static String rbac(String what) {
    return rbac(what, "the roles that come with it in yaml/ do");
  }

  private static String rbac(String what, String remedy) {
    return "RBAC does not allow the operator to " + what + "; " + remedy;
  }
}
