package com.practice.jobflow.operator.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.operator.faults.Campaign.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * SIGKILL between any two of the operator's calls, and a new process: the run ends as if nothing
 * had been.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SigkillIT {
  /** So many runs die together, each at its own call: what they have in common is the process. */
  private static final int TOGETHER = 8;

  /** Of the calls of a fan-out every so-many-th; 1 for all. */
  private static final int FAN_OUT_STEP = Integer.getInteger("jobflow.kill.every", 4);

  private static Campaign campaign;

  @BeforeAll
  static void start(@TempDir Path folder) {
    campaign = new Campaign(folder);
  }

  @AfterAll
  static void stop() {
    if (campaign != null) {
      campaign.close();
    }
  }

  private record KillPoint(Shape shape, int write, Treatment when) {
    /** The reply to the last write can be held after the end has been seen. */
    boolean isBeforeTheEnd(int least) {
      return write < least || (write == least && when == Treatment.HOLD_BEFORE);
    }

    @Override
    public String toString() {
      return shape + ", killed at write " + write + " " + when;
    }
  }

  @Order(1)
  @ParameterizedTest
  @EnumSource(Shape.class)
  void endsAsIfNothingHadBeen(Shape shape) {
    assertThat(killed(campaign, shape, shape.leastWrites())).isEmpty();
  }

  /**
   * Returns what is wrong with runs of a shape after kills between any two of their calls.
   *
   * @param least how many writes each of them has before its end is recorded
   */
  static List<String> killed(Campaign campaign, Shape shape, int least) {
    List<KillPoint> points = points(campaign, shape);
    List<String> wrong = new ArrayList<>();
    int kills = 0;
    for (int from = 0; from < points.size(); from += TOGETHER) {
      Map<Run, KillPoint> runs = new LinkedHashMap<>();
      for (KillPoint point : points.subList(from, Math.min(from + TOGETHER, points.size()))) {
        Script script = Script.atWrite(point.write(), point.when());
        runs.put(campaign.start(point.toString(), shape, script), point);
      }
      for (Map.Entry<Run, KillPoint> run : runs.entrySet()) {
        if (campaign.awaitHold(run.getKey())) {
          kills++;
        } else if (run.getValue().isBeforeTheEnd(least)) {
          wrong.add(run + " had fewer writes");
        }
      }
      campaign.operator().kill();
      campaign.operator().start();
      wrong.addAll(campaign.judge(List.copyOf(runs.keySet())));
    }
    System.out.printf("%s: %d points, %d runs killed%n", shape, points.size(), kills);
    return wrong;
  }

  @Order(2)
  @Test
  void theServerSawNothingTwiceAndNothingAfterTheEnds() {
    assertThat(campaign.audit()).isEmpty();
  }

  private static List<KillPoint> points(Campaign campaign, Shape shape) {
    int step = shape == Shape.FAN_OUT_20 ? FAN_OUT_STEP : 1;
    return IntStream.rangeClosed(1, campaign.writes(shape))
        .filter(write -> write % step == 0 || write <= 3)
        .boxed()
        .flatMap(
            write ->
                Stream.of(
                    new KillPoint(shape, write, Treatment.HOLD_BEFORE),
                    new KillPoint(shape, write, Treatment.HOLD_AFTER)))
        .toList();
  }
}
