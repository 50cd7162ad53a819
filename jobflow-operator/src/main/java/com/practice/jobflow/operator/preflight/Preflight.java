package com.practice.jobflow.operator.preflight;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds all that keeps the operator from working. Thread-safe; asks once for each right and
 * namespace, and nothing else.
 */
public final class Preflight {
  private static final String SERVER = "server";
  private static final List<String> RESOURCES = List.of("jobflows", "jobtemplates");

  /** The Role in yaml/ allows one lease only, by its name. */
  private static final String LEASE_OF_THE_ROLE = "jobflow-operator";

  private final ClusterQuestions questions;
  private final List<Right> rights;

  Preflight(ClusterQuestions questions, List<Right> rights) {
    this.questions = questions;
    this.rights = List.copyOf(rights);
  }

  /**
   * Prepares a preflight.
   *
   * @param client not closed here
   * @param namespaces whose JobFlows are to be run; empty for all
   */
  public static Preflight of(KubernetesClient client, List<String> namespaces) {
    return new Preflight(new HttpQuestions(client), Rights.toRunJobFlows(namespaces));
  }

  /** Returns one that asks for the rights to watch pods, too. */
  public Preflight watchingPods(List<String> namespaces) {
    List<Right> all = new ArrayList<>(rights);
    all.addAll(Rights.toWatchPods(namespaces));
    return new Preflight(questions, all);
  }

  /** Returns one that asks for the rights to hold a lease, too. */
  public Preflight holding(String leaseNamespace, String lease) {
    List<Right> all = new ArrayList<>(rights);
    all.addAll(Rights.toHold(leaseNamespace, lease));
    return new Preflight(questions, all);
  }

  /** Returns all that is in the way at this moment; empty if nothing is. */
  public List<Obstacle> obstacles() {
    List<Obstacle> obstacles = new ArrayList<>();
    try {
      Set<String> served = questions.served();
      RESOURCES.stream()
          .filter(resource -> !served.contains(resource))
          .map(Preflight::missing)
          .forEach(obstacles::add);
      obstacles.addAll(lackingRights());
    } catch (NoAnswerException failure) {
      obstacles.add(noAnswer(failure));
    }
    return List.copyOf(obstacles);
  }

  private List<Obstacle> lackingRights() throws NoAnswerException {
    Map<String, List<Right>> lacking = new LinkedHashMap<>();
    for (Right right : rights) {
      if (!questions.has(right)) {
        lacking.computeIfAbsent(right.object(), object -> new ArrayList<>()).add(right);
      }
    }
    return lacking.entrySet().stream()
        .map(entry -> lacking(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Obstacle lacking(String object, List<Right> rights) {
    List<String> verbs = rights.stream().map(Right::verb).toList();
    return new Obstacle(
        "rights " + object + verbs,
        "RBAC does not allow the operator to "
            + String.join(", ", verbs)
            + " "
            + object
            + "; "
            + remedy(rights.get(0)));
  }

  private static String remedy(Right right) {
    return switch (right.resource()) {
      case "pods" -> "the roles that come with it in yaml/overlays/prompt do";
      case "leases" ->
          right.name().isEmpty() || right.name().equals(LEASE_OF_THE_ROLE)
              ? "the Role jobflow-operator-lease that comes with it in yaml/ does, if it is in that"
                  + " namespace and bound to the operator's service account"
              : "the Role jobflow-operator-lease that comes with it in yaml/ names the lease "
                  + LEASE_OF_THE_ROLE
                  + ": put "
                  + right.name()
                  + " into its resourceNames";
      default -> "the roles that come with it in yaml/ do";
    };
  }

  private static Obstacle missing(String resource) {
    return new Obstacle(
        "resource " + resource,
        "the custom resource definition "
            + resource
            + ".api.practice.com is missing or does not serve v1alpha1; install it with"
            + " `kubectl apply -k yaml/`");
  }

  private Obstacle noAnswer(NoAnswerException failure) {
    String server = "the API server at " + questions.address();
    return new Obstacle(
        SERVER,
        switch (failure.code()) {
          case 0 -> server + " cannot be reached: " + failure.getMessage();
          case 401 ->
              server
                  + " does not know who we are ("
                  + failure.getMessage()
                  + "); check the token or certificate of the kubeconfig or service account";
          case 403 ->
              server
                  + " does not let us ask what there is and what we may do: "
                  + failure.getMessage();
          default -> server + " does not answer as it should: " + failure.getMessage();
        });
  }
}
