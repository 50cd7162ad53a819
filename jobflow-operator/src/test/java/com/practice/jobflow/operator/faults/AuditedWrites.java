package com.practice.jobflow.operator.faults;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.practice.jobflow.k8s.testing.AuditLog;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the operators asked the API server to change, by the server's own account. */
final class AuditedWrites {
  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  private final Map<String, List<Entry>> byNamespace;

  private AuditedWrites(Map<String, List<Entry>> byNamespace) {
    this.byNamespace = byNamespace;
  }

  /** Reads the log beside the kubeconfig once. */
  static AuditedWrites read() {
    Path log = Path.of(System.getenv("KUBECONFIG")).resolveSibling("audit.log");
    try (Stream<String> lines = Files.lines(log, StandardCharsets.UTF_8)) {
      return new AuditedWrites(
          lines
              .filter(line -> line.contains(AuditLog.OPERATOR))
              .filter(line -> !line.contains("\"verb\":\"watch\""))
              .filter(line -> !line.contains("\"verb\":\"list\""))
              .filter(line -> !line.contains("\"verb\":\"get\""))
              .map(line -> SERIALIZATION.unmarshal(line, Entry.class))
              .filter(entry -> entry.objectRef().namespace() != null)
              .collect(Collectors.groupingBy(entry -> entry.objectRef().namespace())));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Returns which Jobs were created more than once in a namespace. */
  List<String> createdTwice(String namespace) {
    List<String> names = new ArrayList<>(done(namespace, "create"));
    List.copyOf(names).stream().distinct().forEach(names::remove);
    return names;
  }

  /** Returns the Jobs that an operator deleted or patched in a namespace. */
  List<String> touched(String namespace) {
    return Stream.of("delete", "patch").flatMap(verb -> done(namespace, verb).stream()).toList();
  }

  /** Returns the names of the Jobs of a namespace to which a verb was applied. */
  List<String> done(String namespace, String verb) {
    return byNamespace.getOrDefault(namespace, List.of()).stream()
        .filter(entry -> entry.responseStatus() != null && entry.responseStatus().code() < 300)
        .filter(entry -> entry.verb().equals(verb))
        .filter(entry -> entry.objectRef().resource().equals("jobs"))
        .map(entry -> String.valueOf(entry.objectRef().name()))
        .toList();
  }

  /** One request and its answer. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Entry(String verb, Target objectRef, @Nullable Outcome responseStatus) {}

  /** What a request is about. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Target(String resource, @Nullable String namespace, @Nullable String name) {}

  /** The answer. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Outcome(int code) {}
}
