package com.practice.jobflow.k8s;

import com.practice.jobflow.k8s.cache.Census;
import com.practice.jobflow.k8s.cache.Informers;
import com.practice.jobflow.k8s.cluster.ApiServer;
import com.practice.jobflow.k8s.cluster.HttpApiServer;
import com.practice.jobflow.k8s.cluster.JobFlowKey;
import com.practice.jobflow.k8s.event.EventPublisher;
import com.practice.jobflow.k8s.execute.ActionExecutor;
import com.practice.jobflow.k8s.fact.ControllerListener;
import com.practice.jobflow.k8s.observe.Observer;
import com.practice.jobflow.k8s.queue.Backoff;
import com.practice.jobflow.k8s.queue.WorkQueue;
import com.practice.jobflow.k8s.reconcile.Reconciler;
import com.practice.jobflow.k8s.reconcile.Templates;
import com.practice.jobflow.k8s.translate.Translations;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Runs the JobFlows of a cluster, or of some namespaces.
 *
 * <p>Several may run against the same cluster, by mistake or while a lease changes hands: they slow
 * each other down and do no harm. Thread-safe; starts once and closes once.
 */
public final class JobFlowController implements AutoCloseable {
  private static final Duration BLIND = Duration.ofSeconds(60);
  private static final Duration STUCK = Duration.ofMinutes(5);

  /** Of the ten seconds that a pod has to stop, what the lease's release leaves. */
  private static final Duration DRAIN = Duration.ofMillis(5_500);

  private static final Duration LAST_EVENTS = Duration.ofMillis(500);

  private final Informers informers;
  private final WorkQueue<JobFlowKey> queue;
  private final Workers workers;
  private final ExecutorService creators;
  private final ExecutorService eventSender;
  private final ScheduledExecutorService scheduler;
  private final ControllerSettings settings;
  private @Nullable CompletableFuture<Void> filled;
  private volatile boolean leading;

  /**
   * Prepares a controller.
   *
   * @param client for informers and requests, best with {@link
   *     com.practice.jobflow.k8s.cluster.WireFormat#serialization}; not closed here
   * @param mayWrite asked before each write; once it says no, nothing is written any more
   * @param listener told of all that is worth counting
   */
  public JobFlowController(
      KubernetesClient client,
      ControllerSettings settings,
      BooleanSupplier mayWrite,
      ControllerListener listener) {
    this(client, settings, mayWrite, listener, UnaryOperator.identity());
  }

  /** As the public constructor, with a hand on every request for tests. */
  JobFlowController(
      KubernetesClient client,
      ControllerSettings settings,
      BooleanSupplier mayWrite,
      ControllerListener listener,
      UnaryOperator<ApiServer> between) {
    this.settings = settings;
    InstantSource clock = InstantSource.system();
    this.scheduler = Threads.scheduler("jobflow-informers");
    this.creators = Threads.pool("jobflow-create", settings.maxParallelCreates());
    this.eventSender = Threads.forgetful("jobflow-events");
    this.queue =
        new WorkQueue<>(
            backoff(Duration.ofMillis(200), Duration.ofSeconds(60)), System::nanoTime, listener);
    CompletableFuture<Templates> templates = new CompletableFuture<>();
    this.informers =
        new Informers(
            client,
            settings.namespaces(),
            settings.prompt(),
            scheduler,
            listener,
            new Informers.Events(
                this::touched,
                template ->
                    templates
                        .join()
                        .takeWaiting(template.namespace(), template.name())
                        .forEach(queue::add)));
    templates.complete(new Templates(informers.templates()));
    ApiServer api =
        between.apply(
            new HttpApiServer(client, settings.requestTimeout(), mayWrite, listener, clock));
    Reconciler reconciler =
        new Reconciler(
            new Reconciler.Collaborators(
                informers.jobFlows(),
                informers.jobs(),
                templates.join(),
                new Translations(client.getKubernetesSerialization()),
                api,
                new Observer(informers.jobs(), informers.pods(), api),
                new ActionExecutor(
                    api,
                    Threads.inContext(creators),
                    backoff(Duration.ofSeconds(1), Duration.ofMinutes(5)),
                    listener),
                new EventPublisher(api, Threads.inContext(eventSender), settings.identity(), clock),
                listener,
                clock,
                System::nanoTime,
                settings.statusInterval(),
                settings.resync()));
    this.workers = new Workers(queue, reconciler, listener);
  }

  /**
   * Starts to fill the caches and to keep them up to date, as one who stands by may do; nothing is
   * written.
   *
   * @return completes when the caches are filled; while the API server cannot be reached or
   *     refuses, it is asked again and again
   */
  public synchronized CompletableFuture<Void> start() {
    if (filled == null) {
      filled = informers.start();
    }
    return filled;
  }

  /**
   * Takes up the work, now or as soon as the caches are filled; calls {@link #start} if nobody has.
   * What the caches have not seen yet of a former leader's work does no harm: every write says what
   * it is based on.
   *
   * @return completes when the workers run; a second call changes nothing
   */
  public CompletableFuture<Void> lead() {
    leading = true;
    informers.jobs().rememberDeparted();
    return start().thenRun(this::takeUp);
  }

  private void takeUp() {
    informers.jobFlows().keys().stream().map(JobFlowKey::of).forEach(queue::add);
    workers.start(settings.workers());
  }

  /** Whoever only stands by would gather the keys of all JobFlows that ever were. */
  private void touched(JobFlowKey key) {
    if (leading) {
      queue.add(key);
    }
  }

  /** Returns whether every cache has been filled once. */
  public boolean synced() {
    return informers.synced();
  }

  /**
   * Returns whether the controller does its work: every informer has had a watch within the last
   * minute (once the caches are filled), and no worker has been at one JobFlow for five.
   */
  public boolean healthy() {
    return blindness().compareTo(BLIND) < 0 && queue.longestWork().compareTo(STUCK) < 0;
  }

  /**
   * Returns for how long the informer that is worst off has had no watch, although it is replaced
   * again and again; zero if all have one, or while the caches have not been filled.
   */
  public Duration blindness() {
    return synced() ? informers.longestBlindness() : Duration.ZERO;
  }

  /** Returns how many JobFlows and flows are in which phase, as the caches show them. */
  public Census.Figures census() {
    return informers.census().figures();
  }

  /** Returns what the queue is like at the moment. */
  public QueueFacts queue() {
    return new QueueFacts(
        queue.depth(), queue.active(), queue.unfinishedWork(), queue.longestWork());
  }

  /**
   * What the queue is like at one moment.
   *
   * @param depth keys that wait for a worker
   * @param active keys that workers have
   * @param unfinished how long all of those have been worked on, added up
   * @param longest how long the one that takes longest has been worked on
   */
  public record QueueFacts(int depth, int active, Duration unfinished, Duration longest) {}

  /**
   * Takes up nothing new, lets what is under way come to its end and the last events go out, for up
   * to six seconds in all, and stops.
   */
  @Override
  public void close() {
    queue.shutDown();
    workers.close(DRAIN);
    creators.shutdownNow();
    Threads.end(eventSender, LAST_EVENTS);
    informers.close();
    scheduler.shutdownNow();
  }

  private static Backoff backoff(Duration first, Duration longest) {
    return new Backoff(first, longest, () -> ThreadLocalRandom.current().nextDouble());
  }
}
