package com.practice.jobflow.k8s.cluster;

import com.practice.jobflow.model.JobFlowStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.util.List;

/**
 * Every request that the controller sends, apart from the informers' lists and watches.
 *
 * <p>Each call is one request, never repeated; it waits for the answer and throws nothing.
 * Implementations are thread-safe.
 */
public interface ApiServer {
  /** Creates a Job. */
  Answer<Written> create(Job job);

  /** Reads a Job as it is now, not as a cache remembers it. */
  Answer<JobRecord> job(String namespace, String name);

  /**
   * Asks what has become of a JobFlow's Jobs, also of those that are gone by now.
   *
   * @param since UID of the JobFlow, and the version after which it happened
   * @return every state that was seen, oldest first, as the API server remembers a minute or so of
   *     events; refused as {@link ApiRefusal.Kind#NOT_FOUND} if it does not remember back so far
   */
  Answer<List<JobRecord>> history(JobFlowKey key, Written since);

  /** Deletes a Job if its UID still is this; it is gone when its pods are. */
  Answer<String> delete(JobRecord job);

  /** Sets the time to live that was withheld at creation. */
  Answer<Written> releaseTtl(JobRecord job, int seconds);

  /** Gives a Job the label back that our informer selects on. */
  Answer<Written> select(JobRecord job);

  /**
   * Replaces a JobFlow's status, if nobody has changed the JobFlow since.
   *
   * @param basis UID and version that the new status is based on
   */
  Answer<Written> writeStatus(JobFlowKey key, Written basis, JobFlowStatus status);

  /**
   * Marks a JobFlow that cannot be read, leaving all of its status but conditions and message.
   *
   * @param basis UID and version of what cannot be read
   * @param why what is wrong with it
   */
  Answer<Written> markUnreadable(JobFlowKey key, Written basis, String why);

  /** Deletes a JobFlow, if nobody has changed it since; its Jobs follow. */
  Answer<String> delete(JobFlowKey key, Written basis);

  /** Publishes an event. */
  Answer<String> publish(Event event);
}
