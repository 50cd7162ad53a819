package com.practice.jobflow.k8s.cluster;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The little that is kept of a Job's pod.
 *
 * @param namespace its namespace
 * @param name its name
 * @param uid its UID
 * @param resourceVersion its version
 * @param controller the Job; {@code null} for nobody
 * @param state how far it is
 * @param index which completion of an Indexed Job it works on; -1 for none
 * @param awaited whether the Job controller still has to count it, and keeps it until it has
 */
public record PodRecord(
    String namespace,
    String name,
    String uid,
    String resourceVersion,
    JobRecord.@Nullable Controller controller,
    State state,
    int index,
    boolean awaited)
    implements ObjectRecord {
  /** Keeps a pod from vanishing before its Job's status has counted it. */
  static final String TRACKING = "batch.kubernetes.io/job-tracking";

  private static final String INDEX = "batch.kubernetes.io/job-completion-index";

  /** How far a pod is. */
  public enum State {
    /** It can still end either way, or will be counted as failed because it is being deleted. */
    OPEN,
    SUCCEEDED,
    FAILED
  }

  /** Returns what is kept of a pod as the API server shows it. */
  public static PodRecord of(Pod pod) {
    ObjectMeta metadata = pod.getMetadata();
    return new PodRecord(
        metadata.getNamespace(),
        metadata.getName(),
        metadata.getUid(),
        metadata.getResourceVersion(),
        JobRecord.Controller.of(metadata),
        state(pod),
        index(metadata.getAnnotations()),
        metadata.getFinalizers() != null && metadata.getFinalizers().contains(TRACKING));
  }

  private static State state(Pod pod) {
    String phase = pod.getStatus() == null ? "" : String.valueOf(pod.getStatus().getPhase());
    boolean deleting = pod.getMetadata().getDeletionTimestamp() != null;
    return phase.equals("Failed")
        ? State.FAILED
        : phase.equals("Succeeded") && !deleting ? State.SUCCEEDED : State.OPEN;
  }

  private static int index(@Nullable Map<String, String> annotations) {
    String index = annotations == null ? null : annotations.get(INDEX);
    return index == null || !index.matches("\\d{1,9}") ? -1 : Integer.parseInt(index);
  }
}
