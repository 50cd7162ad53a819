package com.practice.jobflow.k8s.cache;

import com.practice.jobflow.k8s.cluster.OneLine;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Makes our own types of what the API server sent, or says why it cannot. */
final class ObjectDecoder {
  private static final int LONGEST_PROBLEM = 300;

  /** As {@code jobflow validate} has it: what is deeper exhausts the stack of many a writer. */
  private static final int DEEPEST = 100;

  /** What stands in an object, such as a variable's value, is not for the log. */
  private static final Pattern QUOTED = Pattern.compile("(?s)String (value \\('.*'\\)|\".*\")");

  private static final Pattern CLASS_NAME = Pattern.compile("(->)?[\\w.$]+(?=\\[)");

  private final KubernetesSerialization serialization;

  ObjectDecoder(KubernetesSerialization serialization) {
    this.serialization = serialization;
  }

  <S, T extends CustomResource<S, ?>> Decoded<T> decode(
      GenericKubernetesResource raw, @Nullable Decoded<T> before, Class<T> type) {
    ObjectMeta metadata = raw.getMetadata();
    try {
      return new Decoded<>(
          metadata.getUid(), metadata.getResourceVersion(), read(raw, before, type), null, false);
    } catch (RuntimeException | StackOverflowError unreadable) {
      // whatever a decoder throws, it is this object's problem and no other's
      return new Decoded<>(
          metadata.getUid(),
          metadata.getResourceVersion(),
          null,
          problem(unreadable),
          isMarked(raw));
    }
  }

  /**
   * A run changes the status many times and the spec, which may be a megabyte, never: while the
   * generation stays, so does the spec that was read first.
   */
  private <S, T extends CustomResource<S, ?>> T read(
      GenericKubernetesResource raw, @Nullable Decoded<T> before, Class<T> type) {
    T known = before == null ? null : before.object();
    boolean sameSpec =
        known != null
            && known.getMetadata().getUid().equals(raw.getMetadata().getUid())
            && Objects.equals(
                known.getMetadata().getGeneration(), raw.getMetadata().getGeneration());
    if (sameSpec) {
      raw.getAdditionalProperties().remove("spec");
    }
    if (isDeeper(raw.getAdditionalProperties(), DEEPEST)) {
      throw new IllegalArgumentException("nested more than " + DEEPEST + " levels deep");
    }
    T object = serialization.convertValue(raw, type);
    if (known != null && sameSpec) {
      object.setSpec(known.getSpec());
    }
    return object;
  }

  private static boolean isDeeper(@Nullable Object value, int levels) {
    Collection<?> items =
        value instanceof Map<?, ?> map
            ? map.values()
            : value instanceof Collection<?> list ? list : List.of();
    return !items.isEmpty()
        && (levels == 0 || items.stream().anyMatch(item -> isDeeper(item, levels - 1)));
  }

  private static String problem(Throwable unreadable) {
    Throwable cause = unreadable;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    if (cause instanceof JacksonException jackson) {
      String plain = QUOTED.matcher(jackson.getOriginalMessage()).replaceAll("a String");
      message = plain + " at " + CLASS_NAME.matcher(jackson.getPathReference()).replaceAll("");
    }
    String line = message.lines().findFirst().orElse("");
    line = OneLine.plain(line);
    return line.length() <= LONGEST_PROBLEM ? line : line.substring(0, LONGEST_PROBLEM) + "...";
  }

  private static boolean isMarked(GenericKubernetesResource raw) {
    Object status = raw.getAdditionalProperties().get("status");
    Object conditions = status instanceof Map<?, ?> map ? map.get("conditions") : null;
    return conditions instanceof List<?> list
        && list.stream()
            .anyMatch(
                condition ->
                    condition instanceof Map<?, ?> map && "Unreadable".equals(map.get("reason")));
  }
}
