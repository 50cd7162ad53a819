package com.practice.jobflow.cli.run;

import com.practice.jobflow.cli.bind.BoundFlow;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;

/**
 * A flow and the template that it runs, its own or the one that it refers to.
 *
 * @param template the Job, before globalParams and the like are merged in
 */
record FlowJob(BoundFlow flow, JobSpec template) {}
