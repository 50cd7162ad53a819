package com.practice.jobflow.k8s.observe;

import com.practice.jobflow.engine.plan.Observation;
import com.practice.jobflow.k8s.cluster.ApiRefusal;
import com.practice.jobflow.k8s.cluster.JobRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was seen of a JobFlow's Jobs.
 *
 * @param observations for the engine, in the order of the flows
 * @param jobs by flow, the Jobs that certainly exist
 * @param unread why some flow's Job could not be read; empty if all could
 * @param wakeUp when to look again if nothing happens
 */
public record Observed(
    List<Observation> observations,
    Map<String, JobRecord> jobs,
    Optional<ApiRefusal> unread,
    Optional<Instant> wakeUp) {}
