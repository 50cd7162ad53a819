package com.practice.jobflow.k8s.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JobNamesTest {
  private static final Set<String> FLOWS = Set.of("load", "load-2", "clean");

  private final JobNames names = new JobNames("etl", "5d1c", FLOWS);

  @Test
  void firstAttemptIsJobFlowAndFlow() {
    assertThat(names.name("load", 1, 63)).isEqualTo("etl-load");
  }

  @Test
  void laterAttemptsAppendTheirNumber() {
    assertThat(names.name("clean", 2, 63)).isEqualTo("etl-clean-2");
    assertThat(names.name("clean", 13, 63)).isEqualTo("etl-clean-13");
  }

  @Test
  void attemptWhoseNameIsAnotherFlowsFirstNameIsHashed() {
    assertThat(names.name("load", 2, 63))
        .isNotEqualTo(names.name("load-2", 1, 63))
        .matches("etl-load-[a-z2-7]{10}");
  }

  @Test
  void longNameIsCutAndHashedWithinTheLimit() {
    String jobFlow = "a".repeat(60);
    JobNames longNames = new JobNames(jobFlow, "5d1c", FLOWS);

    String name = longNames.name("load", 1, 63);

    assertThat(name).hasSize(63).matches("a{52}-[a-z2-7]{10}");
    assertThat(longNames.name("load", 1, 60)).hasSize(60);
  }

  @Test
  void cutNeverLeavesADashOrDotBeforeTheHash() {
    JobNames dotted = new JobNames("a".repeat(51) + ".-b" + "c".repeat(30), "5d1c", FLOWS);

    assertThat(dotted.name("load", 1, 63)).matches("a{51}-[a-z2-7]{10}");
  }

  @Test
  void cutNamesDifferByUidFlowAndAttempt() {
    String jobFlow = "a".repeat(63);
    Set<String> seen = new HashSet<>();
    for (String uid : new String[] {"1", "2"}) {
      JobNames longNames = new JobNames(jobFlow, uid, FLOWS);
      for (String flow : FLOWS) {
        for (int attempt = 1; attempt <= 50; attempt++) {
          assertThat(seen.add(longNames.name(flow, attempt, 63))).isTrue();
        }
      }
    }
  }

  @Test
  void sameIdentityHasTheSameNameForEver() {
    assertThat(new JobNames("a".repeat(63), "5d1c", FLOWS).name("load", 1, 63))
        .isEqualTo("a".repeat(52) + "-mztltxfgkm");
  }

  @Test
  void labelValueKeepsShortNamesAndCutsLongOnes() {
    assertThat(JobNames.labelValue("etl")).isEqualTo("etl");
    assertThat(JobNames.labelValue("x".repeat(63))).isEqualTo("x".repeat(63));
    assertThat(JobNames.labelValue("x".repeat(64)))
        .hasSize(63)
        .isNotEqualTo(JobNames.labelValue("x".repeat(65)));
  }
}
