package com.practice.jobflow.k8s.cluster;

import java.time.Duration;

/**
 * Why a request was not granted.
 *
 * @param kind what it means for us
 * @param code the HTTP status, 0 if there was no answer
 * @param message the server's own words, or what went wrong on the way
 * @param retryAfter how long the server asks us to stay away; zero if it does not
 */
public record ApiRefusal(Kind kind, int code, String message, Duration retryAfter) {
  /** What a refusal means for us. */
  public enum Kind {
    /** Something of that name exists, or the precondition does not hold. */
    CONFLICT,
    /** There is no such object, or no such namespace. */
    NOT_FOUND,
    /** The object can never be accepted as it is. */
    INVALID,
    /** A quota is used up. */
    QUOTA,
    /** The namespace is being deleted. */
    NAMESPACE_TERMINATING,
    /** Not allowed, by RBAC or by an admission plug-in; may be lifted. */
    FORBIDDEN,
    /** Too many requests. Nothing was done. */
    THROTTLED,
    /** No answer, or an error of the server's: it may or may not have been done. */
    UNKNOWN,
    /** This process must not write (any more). Nothing was sent. */
    FENCED
  }

  /** Returns whether the request has certainly changed nothing. */
  public boolean isCertain() {
    return kind != Kind.UNKNOWN;
  }

  /** Returns whether what was sent is more than the API server, or etcd behind it, takes. */
  public boolean isTooLarge() {
    return code == 413
        || message.contains("request is too large")
        || message.contains("larger than max");
  }

  /**
   * Returns whether the server asks us to stay away altogether. A webhook, or the plug-in that
   * limits events, speaks of the one request that it was shown.
   */
  public boolean concernsAllRequests() {
    return !retryAfter.isZero() && !isAdmissions(message);
  }

  /** Flow control answers before admission is asked, so what these say is never its message. */
  static boolean isAdmissions(String message) {
    return message.contains("webhook \"") || message.contains("limit reached on type");
  }

  /** Returns a refusal that came from nobody: the request was lost on the way, or never sent. */
  public static ApiRefusal local(Kind kind, String message) {
    return new ApiRefusal(kind, 0, message, Duration.ZERO);
  }
}
