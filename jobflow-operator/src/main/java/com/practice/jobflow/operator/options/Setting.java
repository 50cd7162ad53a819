package com.practice.jobflow.operator.options;

import java.util.Locale;

/**
 * Something that can be set, as people see it. The order is that of the help.
 *
 * <p>Addresses, not ports: beside a Service called {@code jobflow-metrics} every pod gets {@code
 * JOBFLOW_METRICS_PORT=tcp://10.0.0.1:8080} from Kubernetes.
 */
enum Setting {
  NAMESPACE(
      Section.WORK,
      "NAME[,NAME...]",
      "",
      "all",
      "Run the JobFlows of these namespaces only. Once more or with commas for several; * is all."),
  WORKERS(Section.WORK, "NUMBER", "10", "", "How many JobFlows are worked on at once."),
  MAX_PARALLEL_CREATES(
      Section.WORK,
      "NUMBER",
      "32",
      "",
      "How many Jobs are created or deleted at once, over all JobFlows."),
  STATUS_INTERVAL(
      Section.WORK,
      "DURATION",
      "1s",
      "",
      "Progress alone is written at most this often per JobFlow."),
  RESYNC(
      Section.WORK,
      "DURATION",
      "10m",
      "",
      "A JobFlow that has not ended is looked at at least this often."),
  PROMPT(
      Section.WORK,
      "true|false",
      "false",
      "",
      "Watch the Jobs' pods, too, and go on when they leave no doubt; needs rights on pods."),
  KUBECONFIG(
      Section.CLUSTER,
      "FILE",
      "",
      "KUBECONFIG or ~/.kube/config, else the cluster that the pod is in",
      "How to reach the cluster."),
  REQUEST_TIMEOUT(
      Section.CLUSTER, "DURATION", "10s", "", "How long to wait for an answer of the API server."),
  IDENTITY(
      Section.CLUSTER,
      "NAME",
      "",
      "HOSTNAME, or the host's name",
      "How this process is called in events and logs."),
  LEADER_ELECT(
      Section.LEASE,
      "true|false",
      "true",
      "",
      "Work only while holding the lease, so that of several operators one works."),
  LEASE_NAME(Section.LEASE, "NAME", "jobflow-operator", "", "The lease that one operator holds."),
  LEASE_NAMESPACE(
      Section.LEASE,
      "NAME",
      "",
      "its own, or that of the kubeconfig",
      "The namespace that the lease is in."),
  LEASE_DURATION(
      Section.LEASE,
      "DURATION",
      "15s",
      "",
      "Others wait so long before they take the lease of one who is gone."),
  RENEW_DEADLINE(
      Section.LEASE,
      "DURATION",
      "10s",
      "",
      "Whoever cannot renew the lease for so long stops working at once."),
  RETRY_PERIOD(
      Section.LEASE, "DURATION", "2s", "", "How often to try to get or to renew the lease."),
  HEALTH_ADDRESS(
      Section.SERVING,
      "[HOST]:PORT",
      ":8081",
      "",
      "Where /livez and /readyz are served. Port 0 is any free one."),
  METRICS_ADDRESS(
      Section.SERVING,
      "[HOST]:PORT",
      ":8080",
      "",
      "Where /metrics is served; may be the same. Port 0 is any free one."),
  LOG_FORMAT(Section.LOG, "text|json", "text", "", "How a line of the log looks."),
  LOG_LEVEL(
      Section.LOG,
      "LEVEL",
      "info",
      "",
      "The least that is logged: error, warn, info, debug or trace.");

  private final Section section;
  private final String label;
  private final String fallback;
  private final String fallbackInWords;
  private final String description;

  Setting(
      Section section, String label, String fallback, String fallbackInWords, String description) {
    this.section = section;
    this.label = label;
    this.fallback = fallback;
    this.fallbackInWords = fallbackInWords;
    this.description = description;
  }

  /** Returns the flag, such as {@code --lease-name}. */
  String flag() {
    return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the environment variable, such as {@code JOBFLOW_LEASE_NAME}. */
  String variable() {
    return "JOBFLOW_" + name();
  }

  /** Returns the part of the help that it belongs to. */
  Section section() {
    return section;
  }

  /** Returns what a value looks like. */
  String label() {
    return label;
  }

  /** Returns the value that holds when none is given; empty if that is found out elsewhere. */
  String fallback() {
    return fallback;
  }

  /** Returns the default as people read it. */
  String fallbackInWords() {
    return fallback.isEmpty() ? fallbackInWords : fallback;
  }

  /** Returns what it does. */
  String description() {
    return description;
  }

  /** A part of the help, under its heading. */
  enum Section {
    WORK("What to work on, and how much at once"),
    CLUSTER("The cluster"),
    LEASE("The lease"),
    SERVING("What is served by HTTP"),
    LOG("The log, on standard output");

    private final String heading;

    Section(String heading) {
      this.heading = heading;
    }

    String heading() {
      return heading;
    }
  }
}
