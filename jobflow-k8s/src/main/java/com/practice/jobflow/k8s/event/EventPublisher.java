package com.practice.jobflow.k8s.event;

import com.practice.jobflow.k8s.cluster.ApiServer;
import com.practice.jobflow.k8s.cluster.OneLine;
import com.practice.jobflow.model.JobFlow;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Publishes notices as Kubernetes Events, beside the work and without any promise: a full executor
 * or a refusal loses the event and nothing else. The log has each of them, too. Thread-safe.
 */
public final class EventPublisher {
  private static final Logger LOG = LoggerFactory.getLogger(EventPublisher.class);
  private static final int LONGEST_NOTE = 1024;
  private static final int LONGEST_PREFIX = 200;
  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final ApiServer api;
  private final Executor executor;
  private final String reporter;
  private final InstantSource clock;
  private final AtomicLong count = new AtomicLong();

  /**
   * Makes a publisher.
   *
   * @param executor does the sending; may refuse work
   * @param reporter names this process in its events, such as the pod's name
   */
  public EventPublisher(ApiServer api, Executor executor, String reporter, InstantSource clock) {
    this.api = api;
    this.executor = executor;
    this.reporter = reporter;
    this.clock = clock;
  }

  /** Tells about a JobFlow. */
  public void publish(JobFlow regarding, Notice notice) {
    LOG.atLevel(notice.kind() == Notice.Kind.NORMAL ? Level.INFO : Level.WARN)
        .addKeyValue("reason", notice.reason())
        .addKeyValue("uid", regarding.getMetadata().getUid())
        .log("{}: {}", notice.reason(), OneLine.of(notice.note()));
    Event event = event(regarding.getMetadata(), notice, clock.instant());
    try {
      executor.execute(() -> api.publish(event));
    } catch (RejectedExecutionException full) {
      // an event is a courtesy; the status says it all
      return;
    }
  }

  /** Nanoseconds, as everybody's events are named by; two of the same tick still differ. */
  private long unique(Instant now) {
    return now.getEpochSecond() * 1_000_000_000L + now.getNano() + count.getAndIncrement();
  }

  private Event event(ObjectMeta regarding, Notice notice, Instant now) {
    String name = regarding.getName();
    String note = OneLine.plain(notice.note());
    String prefix = name.length() <= LONGEST_PREFIX ? name : name.substring(0, LONGEST_PREFIX);
    return new EventBuilder()
        .withNewMetadata()
        .withName(prefix + "." + Long.toHexString(unique(now)))
        .withNamespace(regarding.getNamespace())
        .endMetadata()
        .withEventTime(new MicroTime(MICROSECONDS.format(now)))
        .withReportingController("api.practice.com/jobflow-operator")
        .withReportingInstance(reporter)
        .withAction("Reconcile")
        .withType(notice.kind() == Notice.Kind.NORMAL ? "Normal" : "Warning")
        .withReason(notice.reason())
        .withNote(note.length() <= LONGEST_NOTE ? note : note.substring(0, LONGEST_NOTE))
        .withNewRegarding()
        .withApiVersion(JobFlow.GROUP + "/" + JobFlow.VERSION)
        .withKind("JobFlow")
        .withNamespace(regarding.getNamespace())
        .withName(name)
        .withUid(regarding.getUid())
        .withResourceVersion(regarding.getResourceVersion())
        .endRegarding()
        .build();
  }
}
