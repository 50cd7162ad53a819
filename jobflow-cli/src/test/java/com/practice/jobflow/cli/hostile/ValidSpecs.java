package com.practice.jobflow.cli.hostile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Small valid JobFlows that use every part of the spec between them. */
final class ValidSpecs {
  private ValidSpecs() {}

  /** Returns one of one to three flows. */
  static Map<String, Object> any(Random random) {
    Map<String, Object> spec = new LinkedHashMap<>();
    List<Object> flows = new ArrayList<>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      Map<String, Object> flow = flow("f" + i, random);
      if (i > 0 && random.nextInt(3) > 0) {
        flow.put("dependencies", new ArrayList<>(List.of("f" + random.nextInt(i))));
      } else if (i > 0 && random.nextBoolean()) {
        flow.put("depends", "f0.Finished && !f" + (i - 1) + ".Failed");
      }
      flows.add(flow);
    }
    spec.put("flows", flows);
    if (random.nextInt(4) == 0) {
      Map<String, Object> last = flow("z", random);
      last.put("when", List.of("Always", "Failed", "Succeeded").get(random.nextInt(3)));
      spec.put("finally", new ArrayList<>(List.of(last)));
    }
    steer(spec, random);
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("apiVersion", "api.practice.com/v1alpha1");
    manifest.put("kind", "JobFlow");
    manifest.put("metadata", new LinkedHashMap<>());
    manifest.put("spec", spec);
    return manifest;
  }

  private static void steer(Map<String, Object> spec, Random random) {
    if (random.nextInt(4) == 0) {
      spec.put("failurePolicy", List.of("FailFast", "Continue", "Abort").get(random.nextInt(3)));
    }
    if (random.nextInt(4) == 0) {
      spec.put("parallelism", 1 + random.nextInt(3));
    }
    if (random.nextInt(6) == 0) {
      spec.put("activeDeadlineSeconds", 600);
    }
    if (random.nextInt(5) == 0) {
      spec.put(
          "globalParams",
          map(
              "env", list(map("name", "REGION", "value", "north")),
              "labels", map("team", "data"),
              "annotations", map("example.com/owner", "somebody")));
    }
    if (random.nextInt(5) == 0) {
      spec.put("shareVolumes", list(map("name", "scratch", "emptyDir", map())));
      Tree.map(Tree.list(spec.get("flows")).get(0))
          .put("shareVolumeMounts", list(map("name", "scratch", "mountPath", "/scratch")));
    }
  }

  private static Map<String, Object> flow(String name, Random random) {
    Map<String, Object> flow = new LinkedHashMap<>();
    flow.put("name", name);
    if (random.nextInt(6) == 0) {
      flow.put("retry", map("limit", 1, "backoffSeconds", 1, "maxBackoffSeconds", 2));
    }
    if (random.nextInt(6) == 0) {
      flow.put("allowFailure", true);
    }
    flow.put("jobTemplate", job(random));
    return flow;
  }

  private static Map<String, Object> job(Random random) {
    Map<String, Object> container = map("name", "main", "image", "busybox:1.28");
    if (random.nextInt(3) == 0) {
      container.put("command", list("sh", "-c", "exit 0"));
      container.put("env", list(map("name", "GREETING", "value", "hello")));
    }
    if (random.nextInt(4) == 0) {
      container.put(
          "resources", map("requests", map("cpu", "100m"), "limits", map("memory", "64Mi")));
      container.put("ports", list(map("containerPort", 8080)));
    }
    if (random.nextInt(4) == 0) {
      container.put("volumeMounts", list(map("name", "data", "mountPath", "/data")));
    }
    Map<String, Object> pod = map("containers", list(container));
    if (container.containsKey("volumeMounts")) {
      pod.put("volumes", list(map("name", "data", "emptyDir", map())));
    }
    Map<String, Object> job = map("backoffLimit", 0);
    if (random.nextInt(6) == 0) {
      job.put("completions", 2);
      job.put("parallelism", 2);
    }
    job.put("template", map("spec", pod));
    return job;
  }

  static List<Object> list(Object... items) {
    return new ArrayList<>(List.of(items));
  }

  static Map<String, Object> map(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}
