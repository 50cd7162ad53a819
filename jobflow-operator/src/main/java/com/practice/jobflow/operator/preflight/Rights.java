package com.practice.jobflow.operator.preflight;

import com.practice.jobflow.model.JobFlow;
import java.util.ArrayList;
import java.util.List;

/** The rights that the operator works with, each used and not one more. */
final class Rights {
  private static final String LEASES = "coordination.k8s.io";

  private Rights() {}

  /** Returns what it takes to run the JobFlows of these namespaces; of all if there are none. */
  static List<Right> toRunJobFlows(List<String> namespaces) {
    List<Right> rights = new ArrayList<>();
    for (String namespace : namespaces.isEmpty() ? List.of("") : namespaces) {
      add(rights, namespace, JobFlow.GROUP, "jobflows", "list", "watch", "delete");
      add(rights, namespace, JobFlow.GROUP, "jobflows/status", "update", "patch");
      add(rights, namespace, JobFlow.GROUP, "jobtemplates", "list", "watch");
      add(rights, namespace, "batch", "jobs", "get", "list", "watch", "create", "patch", "delete");
      add(rights, namespace, "events.k8s.io", "events", "create");
    }
    return rights;
  }

  /** Returns what it takes to go by the Jobs' pods, too, in the same namespaces. */
  static List<Right> toWatchPods(List<String> namespaces) {
    List<Right> rights = new ArrayList<>();
    for (String namespace : namespaces.isEmpty() ? List.of("") : namespaces) {
      add(rights, namespace, "", "pods", "list", "watch");
    }
    return rights;
  }

  /** Returns what it takes to hold a lease. */
  static List<Right> toHold(String namespace, String lease) {
    return List.of(
        // what does not exist yet has no name that a rule could ask for
        new Right(namespace, LEASES, "leases", "", "create"),
        new Right(namespace, LEASES, "leases", lease, "get"),
        new Right(namespace, LEASES, "leases", lease, "update"));
  }

  private static void add(
      List<Right> rights, String namespace, String group, String resource, String... verbs) {
    for (String verb : verbs) {
      rights.add(new Right(namespace, group, resource, "", verb));
    }
  }
}
