package com.practice.jobflow.k8s.cluster;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a refused request means for us. */
final class Refusals {
  private static final int LONGEST_MESSAGE = 1000;
  private static final Duration POLITE_PAUSE = Duration.ofSeconds(1);

  private Refusals() {}

  static ApiRefusal read(
      int code, @Nullable String retryAfter, String body, KubernetesSerialization serialization) {
    Status status = status(body, serialization);
    String said = status == null || status.getMessage() == null ? body : status.getMessage();
    String message = said.isBlank() ? "HTTP " + code : said;
    return new ApiRefusal(
        kind(code, message, status),
        code,
        message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE),
        pause(code, retryAfter));
  }

  /** A warning comes as {@code 299 - "text"}. */
  static String warning(String header) {
    int open = header.indexOf('"');
    int close = header.lastIndexOf('"');
    String text = open < close ? header.substring(open + 1, close) : header;
    return text.replace("\\\"", "\"");
  }

  private static ApiRefusal.Kind kind(int code, String message, @Nullable Status status) {
    return switch (code) {
      case 409 -> ApiRefusal.Kind.CONFLICT;
      case 404, 410 -> ApiRefusal.Kind.NOT_FOUND;
      case 400, 413, 422 -> ApiRefusal.Kind.INVALID;
      case 429 ->
          ApiRefusal.isAdmissions(message) ? ApiRefusal.Kind.FORBIDDEN : ApiRefusal.Kind.THROTTLED;
      case 403 -> forbidden(message, status);
      default -> code >= 500 || code < 400 ? ApiRefusal.Kind.UNKNOWN : ApiRefusal.Kind.FORBIDDEN;
    };
  }

  /** Quota has no reason of its own on the wire, only its admission plug-in's sentence. */
  private static ApiRefusal.Kind forbidden(String message, @Nullable Status status) {
    if (hasCause(status, "NamespaceTerminating")) {
      return ApiRefusal.Kind.NAMESPACE_TERMINATING;
    }
    return message.contains("exceeded quota") ? ApiRefusal.Kind.QUOTA : ApiRefusal.Kind.FORBIDDEN;
  }

  private static boolean hasCause(@Nullable Status status, String reason) {
    List<StatusCause> causes =
        status == null || status.getDetails() == null ? List.of() : status.getDetails().getCauses();
    return causes != null && causes.stream().anyMatch(cause -> reason.equals(cause.getReason()));
  }

  /** A date instead of seconds is allowed by HTTP, but no API server sends one. */
  private static Duration pause(int code, @Nullable String retryAfter) {
    try {
      if (retryAfter != null) {
        Duration wish = Duration.ofSeconds(Math.max(0, Long.parseLong(retryAfter.trim())));
        return code == 429 && wish.isZero() ? POLITE_PAUSE : wish;
      }
    } catch (NumberFormatException date) {
      return POLITE_PAUSE;
    }
    return code == 429 ? POLITE_PAUSE : Duration.ZERO;
  }

  private static @Nullable Status status(String body, KubernetesSerialization serialization) {
    if (!body.startsWith("{")) {
      return null;
    }
    try {
      return serialization.unmarshal(body, Status.class);
    } catch (RuntimeException noStatus) {
      // a proxy's own error page
      return null;
    }
  }
}
