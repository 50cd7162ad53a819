package com.practice.jobflow.cli.run.pod;

import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of a pod that a variable can refer to. */
public final class PodFields {
  private static final Set<String> PLAIN =
      Set.of(
          "metadata.name",
          "metadata.namespace",
          "metadata.uid",
          "spec.nodeName",
          "spec.serviceAccountName");

  private PodFields() {}

  /** Returns whether a pod on one machine has a value for this field path. */
  public static boolean isKnown(String path) {
    return PLAIN.contains(path)
        || key(path, "metadata.labels") != null
        || key(path, "metadata.annotations") != null;
  }

  /** Returns the field's value; null where the pod has none. */
  static @Nullable String value(String path, PodIdentity identity, PodSpec pod) {
    return switch (path) {
      case "metadata.name" -> identity.name();
      case "metadata.namespace" -> identity.namespace();
      case "metadata.uid" -> identity.uid();
      case "spec.nodeName" -> identity.nodeName();
      case "spec.serviceAccountName" ->
          pod.getServiceAccountName() == null ? "default" : pod.getServiceAccountName();
      default -> fromMap(path, identity);
    };
  }

  private static @Nullable String fromMap(String path, PodIdentity identity) {
    String label = key(path, "metadata.labels");
    if (label != null) {
      return identity.labels().get(label);
    }
    String annotation = key(path, "metadata.annotations");
    Map<String, String> annotations = identity.annotations();
    return annotation == null ? null : annotations.get(annotation);
  }

  private static @Nullable String key(String path, String map) {
    boolean fits = path.startsWith(map + "['") && path.endsWith("']");
    return fits ? path.substring(map.length() + 2, path.length() - 2) : null;
  }
}
