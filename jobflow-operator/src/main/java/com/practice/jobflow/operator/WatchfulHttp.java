package com.practice.jobflow.operator;

import io.fabric8.kubernetes.client.vertx5.Vertx5HttpClientFactory;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.ext.web.client.WebClientOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Makes HTTP clients that give up a connection on which nothing has come for long, since whoever
 * was at its other end may be gone without a word.
 *
 * <p>An API server sends a bookmark into each watch about once a minute, whether or not anything
 * happens. Without this a watch that nobody serves any more would be trusted until the client
 * renews it by itself, after five to ten minutes.
 */
final class WatchfulHttp extends Vertx5HttpClientFactory {
  /** Two bookmarks, and some. */
  static final Duration LONGEST_SILENCE = Duration.ofSeconds(150);

  private final int silence;

  WatchfulHttp() {
    this(LONGEST_SILENCE);
  }

  WatchfulHttp(Duration longestSilence) {
    this.silence = Math.toIntExact(longestSilence.toMillis());
  }

  @Override
  protected void additionalConfig(
      WebClientOptions http, WebSocketClientOptions webSocket, PoolOptions pool) {
    http.setIdleTimeoutUnit(TimeUnit.MILLISECONDS).setReadIdleTimeout(silence);
    webSocket.setIdleTimeoutUnit(TimeUnit.MILLISECONDS).setReadIdleTimeout(silence);
  }
}
