package com.practice.jobflow.operator.bench;

/** Finds fields in JSON as the API server writes it, without decoding the rest. */
final class Text {
  private Text() {}

  /** Returns the first string field of that name; empty if there is none. */
  static String field(String json, String name) {
    String key = "\"" + name + "\":\"";
    int at = json.indexOf(key);
    if (at < 0) {
      return "";
    }
    int from = at + key.length();
    return json.substring(from, json.indexOf('"', from));
  }

  static boolean hasSucceeded(String podEvent) {
    return podEvent.contains("\"phase\":\"Succeeded\"");
  }

  static boolean isComplete(String jobEvent) {
    return jobEvent.contains("\"type\":\"Complete\",\"status\":\"True\"");
  }
}
