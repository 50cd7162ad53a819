package com.practice.jobflow.cli.hostile;

import static com.practice.jobflow.cli.hostile.ValidSpecs.list;
import static com.practice.jobflow.cli.hostile.ValidSpecs.map;

import com.google.common.base.Splitter;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What can be wrong in a Job's own spec, at depths where only some of it is in the schema. */
final class JobMistakes {
  private record Mistake(String path, Object value) {}

  private static final String CONTAINER = "template.spec.containers.0.";
  private static final List<Mistake> MISTAKES =
      List.of(
          new Mistake("backoffLimit", -1),
          new Mistake("backoffLimit", "3"),
          new Mistake("backoffLimit", Integer.MAX_VALUE),
          new Mistake("completions", -1),
          new Mistake("completions", 0),
          new Mistake("parallelism", -1),
          new Mistake("activeDeadlineSeconds", 0),
          new Mistake("activeDeadlineSeconds", -1),
          new Mistake("activeDeadlineSeconds", Long.MAX_VALUE),
          new Mistake("ttlSecondsAfterFinished", -5),
          new Mistake("ttlSecondsAfterFinished", 0),
          new Mistake("manualSelector", true),
          new Mistake("selector", map("matchLabels", map("a", "b"))),
          new Mistake(
              "selector", map("matchExpressions", list(map("key", "a", "operator", "Near")))),
          new Mistake("suspend", "yes"),
          new Mistake("completionMode", "Sometimes"),
          new Mistake("template", map()),
          new Mistake("template.spec", map()),
          new Mistake("template.spec.containers", list()),
          new Mistake("template.spec.containers", list(map())),
          new Mistake("template.spec.containers", list(map("name", "a"), map("name", "a"))),
          new Mistake("template.spec.initContainers", list(map("name", "main", "image", "x"))),
          new Mistake("template.spec.restartPolicy", "Always"),
          new Mistake("template.spec.restartPolicy", "Sometimes"),
          new Mistake("template.spec.restartPolicy", 1),
          new Mistake("template.spec.dnsPolicy", "Bogus"),
          new Mistake("template.spec.nodeSelector", map("a b", "c")),
          new Mistake("template.spec.nodeName", "BAD NAME"),
          new Mistake("template.spec.serviceAccountName", "BAD NAME"),
          new Mistake("template.spec.serviceAccountName", "absent"),
          new Mistake("template.spec.terminationGracePeriodSeconds", -1),
          new Mistake("template.spec.activeDeadlineSeconds", 0),
          new Mistake("template.spec.hostNetwork", "true"),
          new Mistake("template.spec.hostname", "Bad_Host"),
          new Mistake("template.spec.priority", 2_000_000_000_000L),
          new Mistake("template.spec.priorityClassName", "absent"),
          new Mistake("template.spec.runtimeClassName", "absent"),
          new Mistake("template.spec.tolerations", list(map("key", "a", "operator", "Bogus"))),
          new Mistake("template.spec.tolerations", list(map("operator", "Equal", "effect", "No"))),
          new Mistake("template.spec.volumes", list(map("name", "v"), map("name", "v"))),
          new Mistake("template.spec.volumes", list(map("name", "BAD", "emptyDir", map()))),
          new Mistake("template.spec.volumes", list(map("emptyDir", map()))),
          new Mistake(
              "template.spec.volumes",
              list(map("name", "v", "emptyDir", map(), "hostPath", map("path", "/")))),
          new Mistake("template.spec.imagePullSecrets", list(map("name", 5))),
          new Mistake("template.spec.securityContext", map("runAsUser", -1)),
          new Mistake("template.spec.securityContext", map("runAsUser", "root")),
          new Mistake("template.spec.affinity", map("nodeAffinity", list())),
          new Mistake("template.spec.affinity", map("podAntiAffinity", map("x", 1))),
          new Mistake("template.spec.topologySpreadConstraints", list(map("maxSkew", 0))),
          new Mistake("template.spec.stranger", map("deep", list(1, 2))),
          new Mistake("template.metadata", map("name", "named", "labels", map("a", "b"))),
          new Mistake("template.metadata", map("creationTimestamp", "yesterday")),
          new Mistake("template.metadata", map("labels", list("a"))),
          new Mistake(CONTAINER + "name", "UPPER"),
          new Mistake(CONTAINER + "name", ""),
          new Mistake(CONTAINER + "name", "x".repeat(64)),
          new Mistake(CONTAINER + "image", ""),
          new Mistake(CONTAINER + "image", " busybox"),
          new Mistake(CONTAINER + "image", 5),
          new Mistake(CONTAINER + "imagePullPolicy", "Sometimes"),
          new Mistake(CONTAINER + "command", "sh"),
          new Mistake(CONTAINER + "command", list("sh", 1)),
          new Mistake(CONTAINER + "args", map()),
          new Mistake(CONTAINER + "env", list(map("name", ""))),
          new Mistake(CONTAINER + "env", list(map("name", "1=A", "value", "x"))),
          new Mistake(CONTAINER + "env", list(map("name", "A", "value", 1))),
          new Mistake(
              CONTAINER + "env",
              list(map("name", "A", "value", "x", "valueFrom", map("fieldRef", map())))),
          new Mistake(CONTAINER + "envFrom", list(map("secretRef", map("name", "absent")))),
          new Mistake(CONTAINER + "ports", list(map("containerPort", 0))),
          new Mistake(CONTAINER + "ports", list(map("containerPort", 70_000))),
          new Mistake(CONTAINER + "ports", list(map("containerPort", 1, "protocol", "SNAIL"))),
          new Mistake(CONTAINER + "resources", map("limits", map("cpu", "banana"))),
          new Mistake(CONTAINER + "resources", map("limits", map("cpu", "-1"))),
          new Mistake(CONTAINER + "resources", map("limits", map("cpu", 0.1))),
          new Mistake(CONTAINER + "resources", map("limits", map("cpu", list()))),
          new Mistake(
              CONTAINER + "resources", map("requests", map("cpu", 2), "limits", map("cpu", 1))),
          new Mistake(CONTAINER + "volumeMounts", list(map("name", "absent", "mountPath", "/x"))),
          new Mistake(CONTAINER + "volumeMounts", list(map("name", "data"))),
          new Mistake(
              CONTAINER + "volumeMounts",
              list(map("name", "a", "mountPath", "/x"), map("name", "b", "mountPath", "/x"))),
          new Mistake(CONTAINER + "livenessProbe", map("httpGet", map("port", "Not A Port"))),
          new Mistake(CONTAINER + "livenessProbe", map("httpGet", map("port", 1.5))),
          new Mistake(CONTAINER + "livenessProbe", map("periodSeconds", -1)),
          new Mistake(CONTAINER + "lifecycle", map("preStop", map())),
          new Mistake(CONTAINER + "securityContext", map("privileged", "no")),
          new Mistake(CONTAINER + "terminationMessagePolicy", "Shout"),
          new Mistake(CONTAINER + "stdin", 1),
          new Mistake(CONTAINER + "x-unknown", true));

  private JobMistakes() {}

  /** Writes one of them into a Job's spec; a place that is not there any more stays so. */
  static void make(Random random, Map<String, Object> job) {
    Mistake mistake = MISTAKES.get(random.nextInt(MISTAKES.size()));
    Object at = job;
    List<String> steps = Splitter.on('.').splitToList(mistake.path());
    for (int i = 0; i < steps.size() - 1; i++) {
      at = at instanceof List<?> list ? first(list) : Tree.map(at).get(steps.get(i));
    }
    if (at instanceof Map) {
      Tree.map(at).put(steps.get(steps.size() - 1), Tree.copy(mistake.value()));
    }
  }

  private static Object first(List<?> list) {
    return list.isEmpty() || list.get(0) == null ? "" : list.get(0);
  }
}
