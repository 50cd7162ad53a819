package com.practice.jobflow.operator.faults;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request of the operator, as the proxy understands it.
 *
 * @param namespace empty where there is none
 * @param resource the plural, with the subresource behind a slash
 * @param name of the object, also of one that is about to be created; empty for lists and watches
 * @param number counts the writes to JobFlows and Jobs of this namespace from 1; 0 for all others
 */
record Call(
    String method, String namespace, String resource, String name, boolean watch, int number) {
  private static final Pattern PATH =
      Pattern.compile(
          "/apis?/(?:[^/]+/)?v[^/]+/(?:namespaces/([^/?]+)/)?([a-z]+)(?:/([^/?]+))?(?:/([a-z]+))?"
              + "(\\?.*)?");
  private static final Pattern NAME = Pattern.compile("\"name\":\"([^\"]+)\"");

  static Call of(HttpMessage request) {
    Matcher path = PATH.matcher(request.target());
    if (!path.matches()) {
      return new Call(request.method(), "", request.target(), "", false, 0);
    }
    String query = text(path.group(5));
    String resource = path.group(2) + (path.group(4) == null ? "" : "/" + path.group(4));
    String name = text(path.group(3));
    if (request.method().equals("POST") && name.isEmpty()) {
      int metadata = request.text().indexOf("\"metadata\":");
      Matcher named = NAME.matcher(request.text());
      name = named.find(Math.max(0, metadata)) ? named.group(1) : "";
    }
    return new Call(
        request.method(), text(path.group(1)), resource, name, query.contains("watch=true"), 0);
  }

  /** Returns whether it changes a JobFlow or a Job. */
  boolean isWrite() {
    return !method.equals("GET") && resource.startsWith("job");
  }

  Call numbered(int number) {
    return new Call(method, namespace, resource, name, watch, number);
  }

  @Override
  public String toString() {
    return (number == 0 ? "" : number + ". ")
        + (watch ? "WATCH" : method)
        + " "
        + namespace
        + "/"
        + resource
        + " "
        + name;
  }

  private static String text(@Nullable String orNull) {
    return orNull == null ? "" : orNull;
  }
}
