package com.practice.jobflow.k8s.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.k8s.cluster.JobFlowKey;
import com.practice.jobflow.k8s.cluster.JobRecord;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import org.junit.jupiter.api.Test;

class JobCacheTest {
  private final JobCache cache = new JobCache();

  @Test
  void remembersWhatHasGoneOfJobFlowsOnly() {
    cache.rememberDeparted();

    goes(job("JobFlow"));
    goes(job("CronJob"));

    JobFlowKey key = new JobFlowKey("ns", "owner");
    assertThat(cache.departed(key, "uid-JobFlow", "JobFlow-1")).isPresent();
    assertThat(cache.departed(key, "uid-CronJob", "CronJob-1")).isEmpty();
  }

  private void goes(JobRecord job) {
    cache.put(job, null);
    cache.remove(job);
  }

  private static JobRecord job(String kind) {
    return JobRecord.of(
        new JobBuilder()
            .withNewMetadata()
            .withNamespace("ns")
            .withName(kind + "-1")
            .withUid("u-" + kind)
            .addNewOwnerReference()
            .withKind(kind)
            .withName("owner")
            .withUid("uid-" + kind)
            .withController(true)
            .endOwnerReference()
            .endMetadata()
            .build());
  }
}
