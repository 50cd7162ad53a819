package com.practice.jobflow.k8s.reconcile;

import com.practice.jobflow.engine.plan.FlowEngine;
import com.practice.jobflow.engine.plan.Observation;
import com.practice.jobflow.engine.plan.Plan;
import com.practice.jobflow.engine.plan.RunState;
import com.practice.jobflow.k8s.cache.Decoded;
import com.practice.jobflow.k8s.cluster.Answer;
import com.practice.jobflow.k8s.cluster.ApiRefusal;
import com.practice.jobflow.k8s.cluster.JobFlowKey;
import com.practice.jobflow.k8s.cluster.JobRecord;
import com.practice.jobflow.k8s.cluster.Written;
import com.practice.jobflow.k8s.event.Notice;
import com.practice.jobflow.k8s.execute.ExecutionReport;
import com.practice.jobflow.k8s.execute.Start;
import com.practice.jobflow.k8s.job.JobNames;
import com.practice.jobflow.k8s.memory.RunMemory;
import com.practice.jobflow.k8s.memory.Trouble;
import com.practice.jobflow.k8s.observe.Observed;
import com.practice.jobflow.k8s.translate.FrozenRun;
import com.practice.jobflow.k8s.translate.TranslatedJobFlow;
import com.practice.jobflow.k8s.translate.Translation;
import com.practice.jobflow.k8s.translate.UnreadableStatusException;
import com.practice.jobflow.k8s.translate.status.Journal;
import com.practice.jobflow.k8s.translate.status.Reasons;
import com.practice.jobflow.k8s.translate.status.StatusComposer;
import com.practice.jobflow.model.JobFlow;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** One reconcile of one JobFlow that can be read and is up to date as far as we know. */
final class Reconciliation {
  /**
   * A record gives the right to act on it for so long: whoever was paused longer may have been
   * replaced, and must ask the API server again.
   */
  private static final Duration AUTHORITY = Duration.ofSeconds(10);

  private final Reconciler.Collaborators with;
  private final JobFlowKey key;
  private final JobFlow jobFlow;
  private final Journal recorded;
  private final RunMemory memory;
  private final long cause;
  private final Instant now;
  private final Agenda agenda;
  private final StatusWriter writer;

  Reconciliation(
      Reconciler.Collaborators with,
      JobFlowKey key,
      JobFlow jobFlow,
      RunMemory memory,
      long cause) {
    this.with = with;
    this.key = key;
    this.jobFlow = jobFlow;
    this.recorded = Journal.of(jobFlow);
    this.memory = memory;
    this.cause = cause;
    this.now = with.clock().instant();
    this.agenda = new Agenda(now, with.resync());
    this.writer = new StatusWriter(with.api(), with.events(), with.listener(), with.clock());
  }

  Next run() {
    Translation translation = with.translations().of(jobFlow);
    if (translation.result().isEmpty() && !recorded.hasStarted()) {
      return rest(StatusComposer.invalid(recorded, translation.problems(), now));
    }
    try {
      RunState state = recorded.state();
      Optional<Trouble> change = change(translation);
      return change.isPresent()
          ? frozen(state, change.get())
          : running(state, translation.result().orElseThrow());
    } catch (UnreadableStatusException unreadable) {
      return stalled(Reasons.UNREADABLE_STATUS, String.valueOf(unreadable.getMessage()));
    }
  }

  /** Returns what is wrong with a spec that is not the one which the run started with. */
  private Optional<Trouble> change(Translation translation) {
    Optional<TranslatedJobFlow> translated = translation.result();
    if (translated.isEmpty()) {
      return Optional.of(
          new Trouble(Reasons.SPEC_CHANGED, "spec is no longer valid: " + all(translation)));
    }
    return translated
        .filter(recorded::contradicts)
        .map(
            changed ->
                new Trouble(
                    Reasons.SPEC_CHANGED,
                    "spec.flows or spec.finally was changed after the start, so nothing new"
                        + " starts; change it back, or cancel and create a new JobFlow"));
  }

  private Next running(RunState state, TranslatedJobFlow translated) {
    boolean wantsMore = translated.policy().attempt() > state.attempt();
    if (state.phase().isEnded() && recorded.isObserved() && !wantsMore) {
      return afterEnd(recorded);
    }
    RecordedNames names = new RecordedNames(key.name(), recorded);
    Observed observed = observe(state, names);
    Plan plan =
        FlowEngine.plan(
            translated.graph(),
            translated.policy(),
            state.observing(observed.observations()),
            now.truncatedTo(ChronoUnit.SECONDS));
    Preparation preparation =
        new Preparation(
                jobFlow,
                new JobNames(key.name(), memory.uid(), translated.flows().keySet()),
                names,
                memory,
                flow -> with.templates().find(key, translated.flows(), flow))
            .prepare(plan, observed.jobs(), now);
    Journal next =
        StatusComposer.running(recorded, translated, plan.state(), names.special(), memory, now);
    return carryOut(plan, observed, preparation, next);
  }

  private Next frozen(RunState state, Trouble change) {
    if (state.phase().isEnded()) {
      Journal next = StatusComposer.stalled(recorded, change, now);
      return differs(next) ? rest(next) : afterEnd(recorded);
    }
    FrozenRun run = FrozenRun.of(jobFlow, state);
    RecordedNames names = new RecordedNames(key.name(), recorded);
    Observed observed = observe(state, names);
    Plan plan = run.plan(observed.observations(), now.truncatedTo(ChronoUnit.SECONDS));
    Preparation preparation =
        new Preparation(
                jobFlow,
                new JobNames(key.name(), memory.uid(), Set.of()),
                names,
                memory,
                flow -> with.templates().find(key, Map.of(), flow))
            .prepare(plan, observed.jobs(), now);
    StatusComposer.Standstill standstill = new StatusComposer.Standstill(run.graph(), change);
    Journal next =
        StatusComposer.frozen(recorded, standstill, plan.state(), names.special(), memory, now);
    return carryOut(plan, observed, preparation, next);
  }

  private Observed observe(RunState state, RecordedNames names) {
    String version = jobFlow.getMetadata().getResourceVersion();
    Observed observed = with.observer().observe(key, state, version, names::of, memory, now);
    if (observed.observations().stream().anyMatch(Reconciliation::isEnd)) {
      memory.liftHolds();
    }
    return observed;
  }

  private Next carryOut(Plan plan, Observed observed, Preparation preparation, Journal next) {
    agenda.at(plan.nextWakeUp());
    agenda.at(observed.wakeUp());
    agenda.at(preparation.heldUntil());
    observed.unread().ifPresent(refusal -> agenda.retry(refusal.retryAfter()));
    if (preparation.again()) {
      agenda.in(Duration.ZERO);
    }
    boolean acts =
        !preparation.starts().isEmpty() || !preparation.stops().isEmpty() || preparation.again();
    boolean differs = differs(next);
    boolean writes = acts || (differs && (recorded.isUrgentlyDifferent(next) || isDue(next)));
    // from before the record: whoever was paused while it was written may have been replaced since
    long authority = with.nanoTime().getAsLong() + AUTHORITY.toNanos();
    if (writes) {
      Optional<ApiRefusal> refusal = writer.write(key, jobFlow, memory, next);
      if (refusal.isPresent()) {
        return StatusWriter.after(refusal.get());
      }
    } else if (differs) {
      // what is recorded is not the last word, even if it is an end
      agenda.at(due(next));
      releaseTtls(recorded);
      return agenda.next();
    }
    if (acts && !execute(preparation, observed, authority)) {
      return Next.done();
    }
    return settle(writes || !differs ? next : recorded, plan);
  }

  /** Returns whether there is any sense in going on. */
  private boolean execute(Preparation preparation, Observed observed, long authority) {
    List<Optional<Trouble>> shown = troubles(preparation);
    ExecutionReport created =
        with.executor()
            .create(
                jobFlow,
                preparation.starts(),
                memory,
                start -> with.nanoTime().getAsLong() - authority < 0 && isWanted(start),
                now);
    ExecutionReport deleted = with.executor().delete(preparation.stops(), memory);
    if (observed.observations().stream().anyMatch(Reconciliation::isEnd)) {
      for (Start start : preparation.starts()) {
        if (memory.created(start.flow(), start.attempt())) {
          with.listener().edgeCrossed(Duration.ofNanos(with.nanoTime().getAsLong() - cause));
        }
      }
    }
    for (String conflict : created.conflicts()) {
      with.events().publish(jobFlow, Notice.warning(Trouble.JOB_NAME_CONFLICT, conflict));
    }
    if (!created.warnings().isEmpty()) {
      String all = String.join("; ", created.warnings());
      with.events().publish(jobFlow, Notice.warning("TemplateWarning", all));
    }
    for (ExecutionReport execution : List.of(created, deleted)) {
      if (execution.again()) {
        agenda.in(Duration.ZERO);
      }
      if (execution.failed()) {
        agenda.retry(Duration.ZERO);
      }
      execution.pause().ifPresent(agenda::in);
    }
    boolean awaitsEvent = memory.isAheadOf(jobFlow.getMetadata().getResourceVersion());
    if (!awaitsEvent && hasTurned(shown, troubles(preparation))) {
      agenda.in(Duration.ZERO);
    }
    memory.earliestHold(now).ifPresent(agenda::at);
    return !created.abandoned() && !deleted.abandoned();
  }

  private List<Optional<Trouble>> troubles(Preparation preparation) {
    return preparation.starts().stream()
        .map(start -> memory.trouble(start.flow(), start.attempt()))
        .toList();
  }

  /**
   * Returns whether what we have said is not true any more. What is said for the first time can
   * wait for the next try, which is soon; or two that both take themselves for the leader would
   * contradict each other without a pause.
   */
  private static boolean hasTurned(List<Optional<Trouble>> shown, List<Optional<Trouble>> present) {
    return IntStream.range(0, shown.size())
        .anyMatch(i -> shown.get(i).isPresent() && !shown.get(i).equals(present.get(i)));
  }

  /** The status is recorded, or is as it was; what may follow a recorded outcome follows now. */
  private Next settle(Journal onServer, Plan plan) {
    if (plan.phase().isEnded() && plan.phase() == onServer.state().phase()) {
      return afterEnd(onServer);
    }
    releaseTtls(onServer);
    return agenda.next();
  }

  private Next afterEnd(Journal ended) {
    boolean released = releaseTtls(ended);
    if (!released) {
      return agenda.next();
    }
    Optional<Instant> deletion = ended.deletionTime();
    if (deletion.isEmpty()) {
      return ended.equals(recorded) ? Next.done() : agenda.next();
    }
    if (now.isBefore(deletion.get())) {
      return Next.after(Duration.between(now, deletion.get()));
    }
    if (!ended.equals(recorded)) {
      return agenda.next();
    }
    Written basis = new Written(memory.uid(), jobFlow.getMetadata().getResourceVersion());
    Answer<String> deleted = with.api().delete(key, basis);
    return deleted.refusal().map(StatusWriter::after).orElse(Next.done());
  }

  /** Returns whether the cache has no Job any more whose time to live is still withheld. */
  private boolean releaseTtls(Journal onServer) {
    Set<String> live = RecordedNames.live(key.name(), onServer);
    with.jobs().forgetDeparted(key, job -> live.contains(job.name()));
    boolean all = true;
    for (JobRecord job : with.jobs().controlledBy(memory.uid())) {
      Integer ttl = job.withheldTtl();
      if (ttl == null || !job.hasEnded() || live.contains(job.name()) || job.deleting()) {
        continue;
      }
      // until the cache shows that it is done, it may have to be done again
      all = false;
      if (memory.releasedTtl(job.uid())) {
        Answer<Written> answer = with.api().releaseTtl(job, ttl);
        if (answer.refusal().isPresent() && !answer.is(ApiRefusal.Kind.NOT_FOUND)) {
          memory.unreleasedTtl(job.uid());
          agenda.retry(answer.refusal().get().retryAfter());
        }
      }
    }
    return all;
  }

  private Next stalled(String reason, String message) {
    return rest(StatusComposer.stalled(recorded, new Trouble(reason, message), now));
  }

  /** Writes the status if it differs and waits for somebody to change something. */
  private Next rest(Journal next) {
    if (!differs(next)) {
      return Next.done();
    }
    return writer.write(key, jobFlow, memory, next).map(StatusWriter::after).orElse(agenda.next());
  }

  private boolean differs(Journal next) {
    String version = jobFlow.getMetadata().getResourceVersion();
    return !next.equals(recorded) && !memory.hasWritten(version, next.status());
  }

  private boolean isDue(Journal next) {
    // a write in the future shows that the clock was set back
    return now.isBefore(memory.lastWriteTime()) || !now.isBefore(due(next));
  }

  /**
   * That a Job which was created has been seen decides nothing. It waits twice as long as an end
   * that nothing follows: a Job that takes its second is often gone by then, and one write less.
   */
  private Instant due(Journal next) {
    Duration interval = with.statusInterval();
    return memory
        .lastWriteTime()
        .plus(recorded.shouldSayRunning(next) ? interval.multipliedBy(2) : interval);
  }

  /**
   * Whoever has written since may have decided otherwise, and may even have deleted already what we
   * are about to create; and whoever else took himself for the leader may have created it on a
   * record that said the same as ours.
   */
  private boolean isWanted(Start start) {
    String name = start.job().getMetadata().getName();
    boolean unseen =
        with.jobs().find(memory.uid(), name).isEmpty()
            && with.jobs().departed(key, memory.uid(), name).isEmpty();
    return unseen && isWanted();
  }

  private boolean isWanted() {
    return with.jobFlows()
        .get(key.namespace(), key.name())
        .filter(cached -> cached.uid().equals(memory.uid()))
        .filter(cached -> !memory.isBehind(cached.resourceVersion()))
        .flatMap(Decoded::value)
        .filter(cached -> cached.getMetadata().getDeletionTimestamp() == null)
        .isPresent();
  }

  private static boolean isEnd(Observation observation) {
    return observation instanceof Observation.Succeeded
        || observation instanceof Observation.Failed;
  }

  private static String all(Translation translation) {
    return String.join("; ", translation.problems());
  }
}
