package com.practice.jobflow.operator.install;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rights as lines such as {@code create batch/jobs} and {@code get coordination.k8s.io/leases
 * jobflow-operator}: those that rules grant, and those that somebody made use of.
 */
final class AuditedRights {
  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  private AuditedRights() {}

  static SortedSet<String> granted(List<PolicyRule> rules) {
    SortedSet<String> rights = new TreeSet<>();
    for (PolicyRule rule : rules) {
      List<String> names =
          rule.getResourceNames().isEmpty()
              ? List.of("")
              : rule.getResourceNames().stream().map(name -> " " + name).toList();
      for (String group : rule.getApiGroups()) {
        for (String resource : rule.getResources()) {
          for (String verb : rule.getVerbs()) {
            names.forEach(name -> rights.add(verb + " " + group + "/" + resource + name));
          }
        }
      }
    }
    return rights;
  }

  /** Returns what a service account was allowed to do, and did. */
  static SortedSet<String> used(String namespace, String account) {
    return requests(namespace, account)
        .filter(request -> !request.isForbidden())
        .map(Request::right)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Returns what a service account asked for and was not allowed. */
  static SortedSet<String> forbidden(String namespace, String account) {
    return requests(namespace, account)
        .filter(Request::isForbidden)
        .map(Request::right)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<Request> requests(String namespace, String account) {
    String user = "\"system:serviceaccount:" + namespace + ":" + account + "\"";
    Path log = Path.of(System.getenv("KUBECONFIG")).resolveSibling("audit.log");
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .filter(line -> line.contains("\"username\":" + user))
          // the last line may still be on its way
          .filter(line -> line.endsWith("}"))
          .map(line -> SERIALIZATION.unmarshal(line, Request.class))
          .toList()
          .stream();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Request(String verb, Target objectRef, Map<String, String> annotations) {
    boolean isForbidden() {
      return "forbid".equals(annotations.get("authorization.k8s.io/decision"));
    }

    String right() {
      String kind = objectRef.apiGroup() + "/" + objectRef.resource();
      String part = objectRef.subresource() == null ? "" : "/" + objectRef.subresource();
      // a rule can name the object of no other resource here, and of no creation
      boolean named = objectRef.resource().equals("leases") && !verb.equals("create");
      return verb + " " + kind + part + (named ? " " + objectRef.name() : "");
    }
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Target(
      String apiGroup, String resource, @Nullable String name, @Nullable String subresource) {}
}
