package com.practice.jobflow.k8s.testing;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The API server's own account of who asked for what, beside the kubeconfig. */
public final class AuditLog {
  /** By this the requests of the operator under test are told from those of the test. */
  public static final String OPERATOR = "jobflow-operator-under-test";

  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  private AuditLog() {}

  /** Returns what the operator asked for in a namespace, watches apart, in the order of answers. */
  public static List<Entry> ofOperator(String namespace) {
    return of(namespace, OPERATOR);
  }

  /** Returns what a user agent or user of this name asked for in a namespace, watches apart. */
  public static List<Entry> of(String namespace, String who) {
    Path log = Path.of(System.getenv("KUBECONFIG")).resolveSibling("audit.log");
    try (Stream<String> lines = Files.lines(log, StandardCharsets.UTF_8)) {
      return lines
          .filter(line -> line.contains("\"" + namespace + "\"") && line.contains(who))
          .map(line -> SERIALIZATION.unmarshal(line, Entry.class))
          .filter(entry -> !entry.verb().equals("watch") && !entry.verb().equals("list"))
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** One request and its answer. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Entry(
      String verb, ObjectRef objectRef, ResponseStatus responseStatus, String stageTimestamp) {
    /** Returns verb, resource and name, such as {@code create jobs f-a}. */
    public String what() {
      String resource =
          objectRef.subresource() == null
              ? objectRef.resource()
              : objectRef.resource() + "/" + objectRef.subresource();
      return verb + " " + resource + " " + objectRef.name();
    }

    /** Returns when it was answered. */
    public Instant time() {
      return Instant.parse(stageTimestamp);
    }

    /** Returns whether it was done. */
    public boolean isDone() {
      return responseStatus.code() < 300;
    }
  }

  /** What a request is about. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record ObjectRef(String resource, @Nullable String name, @Nullable String subresource) {}

  /** The answer. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record ResponseStatus(int code) {}
}
