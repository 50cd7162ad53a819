package com.practice.jobflow.operator.bench;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The API server's own account of who asked for what and when it was done. */
final class Audit {
  private final KubernetesSerialization serialization;
  private final Path log;

  Audit(KubernetesSerialization serialization, Path log) {
    this.serialization = serialization;
    this.log = log;
    if (!Files.isReadable(log)) {
      throw new IllegalStateException(
          "no audit log at " + log + ": the API server must write one beside the kubeconfig");
    }
  }

  /** Returns a mark after all that is there now. */
  long end() {
    try {
      return Files.size(log);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Returns what was asked for since a mark, in the order of answers. */
  List<Request> since(long mark) {
    List<Request> requests = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(log).position(mark);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.endsWith("}")) {
          requests.add(serialization.unmarshal(line, Line.class).request());
        }
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return requests;
  }

  /**
   * One answered request.
   *
   * @param what verb, resource and subresource, such as {@code update jobflows/status}
   * @param user who asked
   * @param namespace empty for none
   * @param name empty for none, as of a create whose answer was not looked into
   * @param code the answer
   * @param done when it was answered, to the microsecond
   */
  record Request(String what, String user, String namespace, String name, int code, Instant done) {
    boolean isDone() {
      return code < 300;
    }

    boolean isRead() {
      return what.startsWith("get ") || what.startsWith("list ");
    }

    boolean isWrite() {
      return !isRead() && !what.startsWith("watch ");
    }
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Line(
      String verb,
      User user,
      @Nullable ObjectRef objectRef,
      @Nullable ResponseStatus responseStatus,
      String stageTimestamp) {
    Request request() {
      ObjectRef object = objectRef == null ? new ObjectRef("", null, null, null) : objectRef;
      String resource =
          object.subresource() == null
              ? object.resource()
              : object.resource() + "/" + object.subresource();
      return new Request(
          verb + " " + resource,
          user.username(),
          object.namespace() == null ? "" : object.namespace(),
          object.name() == null ? "" : object.name(),
          responseStatus == null ? 0 : responseStatus.code(),
          Instant.parse(stageTimestamp));
    }
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  record User(String username) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record ObjectRef(
      String resource,
      @Nullable String subresource,
      @Nullable String namespace,
      @Nullable String name) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record ResponseStatus(int code) {}
}
