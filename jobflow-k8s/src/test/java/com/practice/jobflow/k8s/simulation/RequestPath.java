package com.practice.jobflow.k8s.simulation;

import com.google.common.collect.Sets;
import com.practice.jobflow.k8s.cluster.Answer;
import com.practice.jobflow.k8s.cluster.ApiRefusal;
import com.practice.jobflow.k8s.cluster.ApiServer;
import com.practice.jobflow.k8s.cluster.JobFlowKey;
import com.practice.jobflow.k8s.cluster.JobRecord;
import com.practice.jobflow.k8s.cluster.Written;
import com.practice.jobflow.model.JobFlowStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way of a process' requests to the API server and back, on which everything can happen. As the
 * real one it sends nothing once fenced, and nothing while the API server has asked for a pause.
 */
final class RequestPath implements ApiServer {
  /** What happens to one request, rather than to a process or to the cluster. */
  static final Set<Disturbance.Kind> FAULTS =
      Sets.immutableEnumSet(
          Disturbance.Kind.LOSE_REQUEST,
          Disturbance.Kind.LOSE_REPLY,
          Disturbance.Kind.APPLY_LATE,
          Disturbance.Kind.FAIL,
          Disturbance.Kind.THROTTLE,
          Disturbance.Kind.SLOW,
          Disturbance.Kind.FREEZE_IN_REQUEST,
          Disturbance.Kind.KILL_BEFORE,
          Disturbance.Kind.KILL_AFTER);

  private static final int TIMEOUT = 11_000;

  /** How long a watch for what is past takes. */
  private static final int WATCH = 1_000;

  private final OperatorProcess process;
  private final SimulatedCluster cluster;
  private final World world;
  private final Chance chance;
  private final List<Armed> armed = new ArrayList<>();
  private long throttledUntil;

  RequestPath(OperatorProcess process) {
    this.process = process;
    this.cluster = process.cluster();
    this.world = cluster.world();
    this.chance = cluster.chance();
  }

  /** What a request is; a fault may wait for one of them. */
  enum Verb {
    GET,
    CREATE,
    STATUS,
    DELETE,
    PATCH
  }

  /** The process ends in the middle of a request. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed() {
      super("killed", null, false, false);
    }
  }

  private static final class Armed {
    private final Disturbance fault;
    private final @Nullable Verb verb;
    private int skip;

    private Armed(Disturbance fault, @Nullable Verb verb, int skip) {
      this.fault = fault;
      this.verb = verb;
      this.skip = skip;
    }
  }

  /** Lets a fault wait for its request. */
  void arm(Disturbance fault) {
    int choice = fault.pick(8);
    Verb verb = choice < Verb.values().length ? Verb.values()[choice] : null;
    armed.add(new Armed(fault, verb, fault.amount() / 8 % 4));
  }

  void disarm() {
    armed.clear();
    throttledUntil = 0;
  }

  /** One reconcile has come to its end. */
  void reconciled() {
    cluster.mutation().reconciled(process);
  }

  @Override
  public Answer<Written> create(Job job) {
    long sent = world.now();
    return send(
        Verb.CREATE,
        "create " + job.getMetadata().getName(),
        () -> cluster.rules().create(job, process, sent));
  }

  @Override
  public Answer<JobRecord> job(String namespace, String name) {
    return send(Verb.GET, "get " + name, () -> cluster.rules().job(namespace + "/" + name));
  }

  @Override
  public Answer<List<JobRecord>> history(JobFlowKey key, Written since) {
    return send(
        Verb.GET,
        "history of " + key.name(),
        () -> {
          world.pass(WATCH);
          return cluster.rules().history(key, since);
        });
  }

  @Override
  public Answer<String> delete(JobRecord job) {
    return send(Verb.DELETE, "delete " + job.name(), () -> cluster.rules().delete(job, true));
  }

  /** As {@link #delete(JobRecord)}, for the mutant that forgets the precondition. */
  Answer<String> deleteWhatever(JobRecord job) {
    return send(Verb.DELETE, "delete " + job.name(), () -> cluster.rules().delete(job, false));
  }

  @Override
  public Answer<Written> releaseTtl(JobRecord job, int seconds) {
    return send(
        Verb.PATCH, "release " + job.name(), () -> cluster.rules().releaseTtl(job, seconds));
  }

  @Override
  public Answer<Written> select(JobRecord job) {
    return send(Verb.PATCH, "select " + job.name(), () -> cluster.rules().select(job));
  }

  @Override
  public Answer<Written> writeStatus(JobFlowKey key, Written basis, JobFlowStatus status) {
    return send(
        Verb.STATUS,
        "status of " + key.name() + " on " + basis.resourceVersion(),
        () -> cluster.rules().writeStatus(key, basis, status));
  }

  @Override
  public Answer<Written> markUnreadable(JobFlowKey key, Written basis, String why) {
    return send(
        Verb.STATUS, "mark " + key.name(), () -> cluster.rules().markUnreadable(key, basis, why));
  }

  @Override
  public Answer<String> delete(JobFlowKey key, Written basis) {
    return send(
        Verb.DELETE, "delete jobflow " + key.name(), () -> cluster.rules().delete(key, basis));
  }

  @Override
  public Answer<String> publish(Event event) {
    cluster.judge().published(event.getRegarding().getName(), event.getReason());
    return Answer.granted("");
  }

  private <T> Answer<T> send(Verb verb, String what, Supplier<Answer<T>> apply) {
    goOn();
    boolean write = verb != Verb.GET;
    if (write && !process.mayWrite()) {
      if (!cluster.mutation().ignoresTheFence()) {
        return Answer.refused(ApiRefusal.local(ApiRefusal.Kind.FENCED, "not the leader"));
      }
      cluster.judge().violated("S5: " + process.name() + " sends without being the leader");
    }
    if (world.now() < throttledUntil) {
      return throttled(throttledUntil - world.now());
    }
    cluster.judge().sent(what, write);
    Answer<T> answer = underway(verb, what, apply);
    goOn();
    world.log(
        process.name(),
        () -> what + ": " + answer.refusal().map(r -> r.kind() + " " + r.message()).orElse("ok"));
    return answer;
  }

  private <T> Answer<T> underway(Verb verb, String what, Supplier<Answer<T>> apply) {
    Disturbance waited = cluster.atRequest();
    goOn();
    Disturbance fault = waited == null ? next(verb) : waited;
    if (fault == null && cluster.isStormy() && chance.percent("storm", 50)) {
      fault =
          new Disturbance(
              0, chance.of("storm", SimulatedCluster.STORM), 0, chance.below("storm", 100_000));
    }
    return fault == null ? plainly(apply) : disturbed(what, apply, fault);
  }

  private <T> Answer<T> disturbed(String what, Supplier<Answer<T>> apply, Disturbance happening) {
    world.log(process.name(), () -> what + " meets " + happening.kind());
    switch (happening.kind()) {
      case LOSE_REQUEST -> {
        world.pass(happening.pick(2) == 0 ? 5 : TIMEOUT);
        return unknown("connection reset");
      }
      case LOSE_REPLY -> {
        plainly(apply);
        world.pass(happening.pick(2) == 0 ? 5 : TIMEOUT);
        return unknown("the reply is lost");
      }
      case APPLY_LATE -> {
        world.in(TIMEOUT + happening.pick(14_000), () -> arrive(what, apply.get()));
        world.pass(TIMEOUT);
        return unknown("no answer in time");
      }
      case THROTTLE -> {
        int pause = 1_000 * (1 + happening.pick(10));
        throttledUntil = world.now() + pause;
        return throttled(pause);
      }
      case SLOW -> {
        world.pass(happening.pick(9_000));
        return plainly(apply);
      }
      case FREEZE_IN_REQUEST -> {
        return frozen(apply, happening);
      }
      case KILL_BEFORE -> cluster.restart(process, happening.pick(5_000));
      case KILL_AFTER -> {
        plainly(apply);
        cluster.restart(process, happening.pick(5_000));
      }
      default -> {
        return new Refused<T>(500, "internal error").answer();
      }
    }
    throw new Killed();
  }

  private <T> Answer<T> frozen(Supplier<Answer<T>> apply, Disturbance happening) {
    int length = 1_000 + happening.pick(59_000);
    if (happening.pick(2) == 0) {
      process.freeze(length);
      goOn();
      return plainly(apply);
    }
    Answer<T> answer = plainly(apply);
    process.freeze(length);
    return answer;
  }

  private void arrive(String what, Answer<?> answer) {
    world.log(
        process.name(),
        () -> what + " arrives late: " + answer.refusal().map(r -> r.kind().name()).orElse("ok"));
  }

  private <T> Answer<T> plainly(Supplier<Answer<T>> apply) {
    world.pass(chance.between("latency/" + process.slot(), 1, 8));
    if (!cluster.answers(process)) {
      return unknown("connection refused");
    }
    if (cluster.isRevoked()) {
      return new Refused<T>(403, "forbidden").answer();
    }
    Answer<T> answer = apply.get();
    world.pass(chance.between("latency/" + process.slot(), 1, 8));
    return answer;
  }

  /** Nothing goes on while the process is stopped, and nothing at all once it is gone. */
  private void goOn() {
    while (process.isFrozen() && !process.isDead()) {
      world.pass(Math.min(1_000, process.frozenUntil() - world.now()));
    }
    if (process.isDead()) {
      throw new Killed();
    }
  }

  private @Nullable Disturbance next(Verb verb) {
    for (Armed one : armed) {
      if ((one.verb == null || one.verb == verb) && one.skip-- <= 0) {
        armed.remove(one);
        return one.fault;
      }
    }
    return null;
  }

  private static <T> Answer<T> throttled(long milliseconds) {
    return Answer.refused(
        new ApiRefusal(
            ApiRefusal.Kind.THROTTLED, 429, "too many", Duration.ofMillis(milliseconds)));
  }

  private static <T> Answer<T> unknown(String message) {
    return Answer.refused(ApiRefusal.local(ApiRefusal.Kind.UNKNOWN, message));
  }

  private record Refused<T>(int code, String message) {
    Answer<T> answer() {
      return Answer.refused(
          new ApiRefusal(
              code == 403 ? ApiRefusal.Kind.FORBIDDEN : ApiRefusal.Kind.UNKNOWN,
              code,
              message,
              Duration.ZERO));
    }
  }
}
