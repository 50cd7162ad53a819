package com.practice.jobflow.operator.health;

import java.io.IOException;
import java.io.OutputStream;

/** What {@code /metrics} answers. Thread-safe. */
public interface MetricsPage {
  /**
   * Returns the content type of what {@link #write} writes.
   *
   * @param accept what the client would like; empty if it does not say
   */
  String contentType(String accept);

  /** Writes all measurements, as they are at this moment. */
  void write(String accept, OutputStream out) throws IOException;
}
