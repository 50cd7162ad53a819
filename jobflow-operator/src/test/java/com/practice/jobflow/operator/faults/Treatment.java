package com.practice.jobflow.operator.faults;

/** What becomes of a request on its way. */
enum Treatment {
  PASS,
  /** The connection breaks before the request has arrived. */
  FAIL_BEFORE,
  /** The request is carried out, and the connection breaks before the reply. */
  LOSE_REPLY,
  CONFLICT,
  /** 429 with {@code Retry-After: 1}. */
  THROTTLE,
  SERVER_ERROR,
  UNAVAILABLE,
  /** The request does not arrive, and nobody says so. */
  STALL_BEFORE,
  /** The request is carried out, and there is neither a reply nor an end of the connection. */
  STALL_AFTER,
  /** Nothing of this namespace passes any more, this request included. */
  HOLD_BEFORE,
  /** The request is carried out; its reply does not pass, nor anything else of this namespace. */
  HOLD_AFTER;

  /** Returns what the proxy answers in the server's stead. */
  HttpMessage answer() {
    return switch (this) {
      case CONFLICT ->
          HttpMessage.refusal(409, "Conflict", "the object has been modified; says the proxy");
      case THROTTLE ->
          HttpMessage.refusal(
              429, "TooManyRequests", "too many requests, says the proxy", "Retry-After: 1");
      case SERVER_ERROR -> HttpMessage.refusal(500, "InternalError", "says the proxy");
      case UNAVAILABLE -> HttpMessage.refusal(503, "ServiceUnavailable", "says the proxy");
      case PASS, FAIL_BEFORE, LOSE_REPLY, STALL_BEFORE, STALL_AFTER, HOLD_BEFORE, HOLD_AFTER ->
          throw new IllegalStateException(this + " has no answer");
    };
  }
}
