package com.practice.jobflow.cli.run.feasible;

import com.practice.jobflow.cli.manifest.MappingValue;
import com.practice.jobflow.cli.manifest.ScalarValue;
import com.practice.jobflow.cli.manifest.Value;
import com.practice.jobflow.cli.run.pod.PodFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields whose verdict depends on their value. */
final class FieldChecks {
  private static final Answer FINE = new Answer(null, false);
  private static final Answer IGNORED = new Answer(null, true);

  private final boolean ignoreSuspend;
  private final Set<String> sharedVolumes;
  private final Set<String> volumes = new HashSet<>();

  /**
   * What a check says.
   *
   * @param problem why the field cannot be honoured; null if it can or is ignored
   * @param ignored whether it is ignored, which its author should know
   */
  record Answer(@Nullable String problem, boolean ignored) {
    static Answer problem(String why) {
      return new Answer(why, false);
    }
  }

  FieldChecks(boolean ignoreSuspend, Set<String> sharedVolumes) {
    this.ignoreSuspend = ignoreSuspend;
    this.sharedVolumes = sharedVolumes;
  }

  /** Prepares for the fields of this JobSpec. */
  void enter(MappingValue jobSpec) {
    volumes.clear();
    volumes.addAll(sharedVolumes);
    MappingValue template = jobSpec.mapping("template");
    MappingValue pod = template == null ? null : template.mapping("spec");
    if (pod != null) {
      for (Value volume : pod.items("volumes")) {
        String name = volume instanceof MappingValue mapping ? mapping.text("name") : null;
        if (name != null) {
          volumes.add(name);
        }
      }
    }
  }

  Answer judge(String check, String path, Value value) {
    String text = value instanceof ScalarValue scalar ? scalar.text() : "";
    return switch (check) {
      case "managedBy" ->
          text.equals("kubernetes.io/job-controller")
              ? FINE
              : Answer.problem("only Kubernetes' own Job controller is played here");
      case "parallelism" ->
          text.equals("0") ? Answer.problem("with 0 no pod would ever start") : FINE;
      case "suspend" -> suspend();
      case "optional" -> optional(value);
      case "fieldRef" -> fieldRef(value);
      case "restartPolicy" -> restartPolicy(path, text);
      case "volume" ->
          volumes.contains(text) ? FINE : Answer.problem("the pod has no volume " + text);
      case "mountPath" -> mountPath(text);
      case "mountPropagation" ->
          text.equals("None") ? FINE : Answer.problem("volumes here are plain folders");
      case "capabilities" -> capabilities(value);
      case "seccompProfile" -> seccompProfile(value);
      case "runAsUser" -> identity("user", "unix:uid", text);
      case "runAsGroup" -> identity("group", "unix:gid", text);
      case "runAsNonRoot" -> nonRoot();
      default -> throw new IllegalArgumentException(check);
    };
  }

  private Answer suspend() {
    return ignoreSuspend
        ? FINE
        : Answer.problem("nobody could resume it; --ignore-suspend runs it all the same");
  }

  private static Answer optional(Value value) {
    String optional = value instanceof MappingValue mapping ? mapping.text("optional") : null;
    return "true".equals(optional)
        ? IGNORED
        : Answer.problem(
            "there is no cluster to get it from; write the value itself, or make it optional");
  }

  private static Answer fieldRef(Value value) {
    String path = value instanceof MappingValue mapping ? mapping.text("fieldPath") : null;
    return path != null && PodFields.isKnown(path)
        ? FINE
        : Answer.problem("a pod has no " + path + " on one machine");
  }

  private static Answer restartPolicy(String path, String text) {
    boolean init = path.contains("initContainers[");
    if (text.equals("Never") || (init && text.equals("Always"))) {
      return FINE;
    }
    return Answer.problem("containers are not restarted one by one here");
  }

  private static Answer mountPath(String text) {
    if (!text.startsWith("/") || text.contains(":") || text.contains("..")) {
      return Answer.problem("it has to be an absolute path without colon and ..");
    }
    return text.equals("/") ? Answer.problem("a volume cannot take the place of the root") : FINE;
  }

  private static Answer capabilities(Value value) {
    boolean adds = value instanceof MappingValue mapping && !mapping.items("add").isEmpty();
    return adds
        ? Answer.problem("a process has the capabilities of the user who runs jobflow")
        : IGNORED;
  }

  private static Answer seccompProfile(Value value) {
    String type = value instanceof MappingValue mapping ? mapping.text("type") : null;
    return "RuntimeDefault".equals(type)
        ? FINE
        : Answer.problem("containers get the runtime's default profile");
  }

  private static Answer identity(String kind, String attribute, String wanted) {
    long own = own(attribute);
    return wanted.equals(Long.toString(own))
        ? FINE
        : Answer.problem("processes run as this " + kind + " (" + own + ")");
  }

  private static Answer nonRoot() {
    return own("unix:uid") == 0 ? Answer.problem("processes run as root here") : FINE;
  }

  /** Returns a number of the user who runs this program; -1 where users have none. */
  private static long own(String attribute) {
    try {
      Path self = Path.of("/proc/self");
      Path own = Files.isDirectory(self) ? self : Path.of(System.getProperty("user.home"));
      return ((Number) Files.getAttribute(own, attribute)).longValue();
    } catch (IOException | UnsupportedOperationException e) {
      return -1;
    }
  }
}
