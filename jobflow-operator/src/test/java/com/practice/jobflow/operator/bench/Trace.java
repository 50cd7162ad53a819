package com.practice.jobflow.operator.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the audit log says of the runs of one namespace.
 *
 * @param requests all that concern the namespace
 * @param created when the creation of each Job was answered
 * @param completed when the last status of each Job was written; the last one says Complete
 * @param succeeded when the last status of each Job's pod was written; it says Succeeded
 */
record Trace(
    List<Audit.Request> requests,
    Map<String, Instant> created,
    Map<String, Instant> completed,
    Map<String, Instant> succeeded) {
  static Trace of(List<Audit.Request> all, String namespace) {
    List<Audit.Request> requests =
        all.stream().filter(request -> request.namespace().equals(namespace)).toList();
    Map<String, Instant> created = new HashMap<>();
    Map<String, Instant> completed = new HashMap<>();
    Map<String, Instant> succeeded = new HashMap<>();
    for (Audit.Request request : requests) {
      if (request.isDone() && request.what().equals("create jobs")) {
        created.putIfAbsent(request.name(), request.done());
      } else if (request.isDone() && request.what().endsWith(" jobs/status")) {
        completed.put(request.name(), request.done());
      } else if (request.isDone() && request.what().endsWith(" pods/status")) {
        String job = request.name().substring(0, request.name().lastIndexOf('-'));
        succeeded.put(job, request.done());
      }
    }
    return new Trace(requests, created, completed, succeeded);
  }

  long writes(String user) {
    return count(user, Audit.Request::isWrite);
  }

  long reads(String user) {
    return count(user, Audit.Request::isRead);
  }

  /** Returns how often a user did what. */
  Map<String, Long> byVerb(String user) {
    return of(user)
        .filter(request -> !request.what().startsWith("watch "))
        .collect(Collectors.groupingBy(Audit.Request::what, TreeMap::new, Collectors.counting()));
  }

  /** Returns the time from the last dependency's end to the creation, of each flow of a run. */
  List<Double> edges(String run, Dag dag) {
    return edges(run, dag, completed);
  }

  /** Returns the same from the end of the last dependency's pod. */
  List<Double> podEdges(String run, Dag dag) {
    return edges(run, dag, succeeded);
  }

  private List<Double> edges(String run, Dag dag, Map<String, Instant> ends) {
    List<Double> edges = new ArrayList<>();
    for (int number = 0; number < dag.size(); number++) {
      Instant creation = created.get(job(run, number));
      Instant ready = null;
      for (int dependency : dag.dependencies().get(number)) {
        Instant end = ends.get(job(run, dependency));
        ready = ready == null || (end != null && end.isAfter(ready)) ? end : ready;
      }
      if (creation != null && ready != null) {
        edges.add(milliseconds(ready, creation));
      }
    }
    return edges;
  }

  /** Returns the longest path when every Job takes what it took and nothing lies between them. */
  double criticalPath(String run, Dag dag) {
    double[] end = new double[dag.size()];
    double longest = 0;
    for (int number = 0; number < dag.size(); number++) {
      double start = 0;
      for (int dependency : dag.dependencies().get(number)) {
        start = Math.max(start, end[dependency]);
      }
      String job = job(run, number);
      end[number] = start + milliseconds(created.get(job), completed.get(job));
      longest = Math.max(longest, end[number]);
    }
    return longest;
  }

  /** Returns the time from the first Job's creation to the last one's end, in milliseconds. */
  double makespan() {
    Instant first = created.values().stream().min(Instant::compareTo).orElseThrow();
    Instant last = completed.values().stream().max(Instant::compareTo).orElseThrow();
    return milliseconds(first, last);
  }

  /** Returns creations per second of the flows that wait for the first one alone. */
  double createRate(String run, int width) {
    List<Instant> times = new ArrayList<>();
    for (int number = 1; number <= width; number++) {
      times.add(created.get(job(run, number)));
    }
    times.sort(Instant::compareTo);
    return (width - 1) * 1000.0 / milliseconds(times.get(0), times.get(width - 1));
  }

  /** Returns the seconds between a JobFlow's creation and its last status. */
  double seconds(String run) {
    Instant start = when("create jobflows", run).findFirst().orElseThrow();
    Instant end = when("update jobflows/status", run).reduce((one, two) -> two).orElseThrow();
    return milliseconds(start, end) / 1000;
  }

  /** Returns the seconds from the first answer to the last. */
  double seconds() {
    Instant first = requests.get(0).done();
    return milliseconds(first, requests.get(requests.size() - 1).done()) / 1000;
  }

  static double milliseconds(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e6;
  }

  private static String job(String run, int number) {
    return run + "-" + Dag.flow(number);
  }

  private Stream<Instant> when(String what, String name) {
    return requests.stream()
        .filter(request -> request.isDone() && request.what().equals(what))
        .filter(request -> request.name().equals(name))
        .map(Audit.Request::done);
  }

  private long count(String user, Predicate<Audit.Request> which) {
    return of(user).filter(which).count();
  }

  private Stream<Audit.Request> of(String user) {
    return requests.stream().filter(request -> request.user().equals(user));
  }
}
