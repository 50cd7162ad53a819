package com.practice.jobflow.operator.faults;

import com.practice.jobflow.model.JobFlow;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** One fault at a time, whichever comes; and at last an end to all of them. */
final class Havoc {
  private static final List<Treatment> ANSWERS =
      List.of(
          Treatment.FAIL_BEFORE,
          Treatment.LOSE_REPLY,
          Treatment.CONFLICT,
          Treatment.THROTTLE,
          Treatment.SERVER_ERROR,
          Treatment.UNAVAILABLE);

  private final OperatorUnderTest operator;
  private final KubernetesClient client;
  private final RandomGenerator random;
  private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);

  /** What can be done to an operator, or by a user. */
  enum Kind {
    KILL,
    CUT,
    REFUSE_WATCHES,
    EXPIRE,
    DELAY,
    DUPLICATE,
    FAIL_REQUESTS,
    SUSPEND,
    RESUME,
    CANCEL,
    DELETE_JOB_FLOW,
    DELETE_JOB,
    WIDEN
  }

  Havoc(OperatorUnderTest operator, KubernetesClient client, RandomGenerator random) {
    this.operator = operator;
    this.client = client;
    this.random = random;
  }

  /** Returns how often each fault was. */
  Map<Kind, Integer> counts() {
    return counts;
  }

  /**
   * Ends what lasts of the former fault, and does the next.
   *
   * @param victim whom a user's action is about
   * @param mayKill whether the process may end
   */
  void next(JobFlow victim, boolean mayKill) {
    mend();
    Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
    if (kind == Kind.KILL && !mayKill) {
      kind = Kind.CUT;
    }
    counts.merge(kind, 1, Integer::sum);
    String resource = random.nextBoolean() ? "jobs" : "jobflows";
    switch (kind) {
      case KILL -> {
        operator.kill();
        operator.start();
      }
      case CUT -> operator.proxy().cut();
      case REFUSE_WATCHES -> operator.proxy().watches().refuse(resource);
      case EXPIRE -> operator.proxy().watches().expire(resource);
      case DELAY ->
          operator.proxy().watches().delay(resource, Duration.ofMillis(random.nextInt(4000)));
      case DUPLICATE -> operator.proxy().watches().duplicate(resource);
      case FAIL_REQUESTS -> operator.proxy().script(this::often);
      case SUSPEND -> edit(victim, "{\"spec\":{\"suspend\":true}}");
      case RESUME -> resume(victim);
      case CANCEL -> edit(victim, "{\"spec\":{\"cancel\":true}}");
      case WIDEN -> edit(victim, "{\"spec\":{\"parallelism\":20}}");
      case DELETE_JOB_FLOW -> client.resource(victim).delete();
      case DELETE_JOB -> deleteJob(victim);
    }
  }

  /** Ends every fault that lasts. */
  void mend() {
    operator.proxy().mend();
    operator.proxy().watches().mend();
    operator.proxy().script(Script.HARMLESS);
  }

  /** Lets a JobFlow go on that may have been suspended. */
  void resume(JobFlow jobFlow) {
    edit(jobFlow, "{\"spec\":{\"suspend\":false}}");
  }

  /** Asked by the proxy's threads, so not by the seed; a fifth of what it writes goes wrong. */
  private Treatment often(Call call) {
    int dice = ThreadLocalRandom.current().nextInt(30);
    return call.isWrite() && dice < ANSWERS.size() ? ANSWERS.get(dice) : Treatment.PASS;
  }

  private void deleteJob(JobFlow victim) {
    List<Job> jobs =
        client
            .batch()
            .v1()
            .jobs()
            .inNamespace(victim.getMetadata().getNamespace())
            .list()
            .getItems()
            .stream()
            .filter(job -> job.getMetadata().getName().startsWith(victim.getMetadata().getName()))
            .toList();
    if (!jobs.isEmpty()) {
      client.resource(jobs.get(random.nextInt(jobs.size()))).delete();
    }
  }

  private void edit(JobFlow victim, String mergePatch) {
    try {
      client
          .resources(JobFlow.class)
          .inNamespace(victim.getMetadata().getNamespace())
          .withName(victim.getMetadata().getName())
          .patch(PatchContext.of(PatchType.JSON_MERGE), mergePatch);
    } catch (KubernetesClientException gone) {
      if (gone.getCode() != 404) {
        throw gone;
      }
    }
  }
}
