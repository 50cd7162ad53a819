package com.practice.jobflow.cli.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.cli.manifest.Code;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClusterVerdictTest {
  private static final DeskVerdict FINE = new DeskVerdict(false, Set.of());
  private static final DeskVerdict BAD_LABEL =
      new DeskVerdict(true, Set.of(Code.BAD_LABEL, Code.UNKNOWN_FIELD));
  private static final DeskVerdict CYCLE =
      new DeskVerdict(true, Set.of(Code.CYCLE, Code.BAD_LABEL));

  @Test
  void aServerThatFailsForWantOfAnApiVersionRefuses() {
    assertThat(ClusterVerdict.ofAnswer(500, "Object 'apiVersion' is missing in 'x'").refused())
        .isTrue();
    assertThat(ClusterVerdict.ofAnswer(500, "etcdserver: request timed out").kind())
        .isEqualTo(ClusterVerdict.Kind.BROKEN);
  }

  @Test
  void whatWentBeforeAnybodySawItsEndMayHaveHadItsJobsRefused() {
    agreesUnlessRefusedItself(
        ClusterVerdict.ofObject(null, Map.of("spec", Map.of("ttlSecondsAfterFinished", 0))));
  }

  @Test
  void whatNeverMadeAJobSaysNothingOfJobs() {
    agreesUnlessRefusedItself(
        ended("Cancelled", Map.of("name", "a", "phase", "Cancelled", "reason", "Cancelled")));
  }

  @Test
  void whatRanHadGoodLabels() {
    ClusterVerdict ran =
        ended(
            "Succeeded",
            Map.of("name", "a", "phase", "Succeeded", "startTime", "2026-11-23T07:43:31Z"));

    assertThat(ran.agreesWith(FINE)).isTrue();
    assertThat(ran.agreesWith(BAD_LABEL)).isFalse();
  }

  private static void agreesUnlessRefusedItself(ClusterVerdict verdict) {
    assertThat(verdict.agreesWith(FINE)).isTrue();
    assertThat(verdict.agreesWith(BAD_LABEL)).isTrue();
    assertThat(verdict.agreesWith(CYCLE)).isFalse();
  }

  private static ClusterVerdict ended(String phase, Map<String, Object> flow) {
    return ClusterVerdict.ofObject(
        Map.of("status", Map.of("phase", phase, "flows", ValidSpecs.list(flow))), Map.of());
  }
}
