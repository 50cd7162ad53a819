package com.practice.jobflow.operator.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.operator.faults.Campaign.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two operators that know nothing of each other, without a lease: slower, and just as right. */
class TwoAtOnceIT {
  private static final Duration LATEST = Duration.ofMillis(900);

  @Test
  void doEveryRunOnce(@TempDir Path folder) throws IOException {
    Path second = Files.createDirectory(folder.resolve("second"));
    try (Campaign campaign = new Campaign(folder);
        OperatorUnderTest rival =
            new OperatorUnderTest(
                new FaultProxy(campaign.client().getConfiguration(), ""),
                second,
                "--leader-elect=false")) {
      rival.start();
      rival.awaitWatching();
      List<Run> runs = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        for (Shape shape : Shape.values()) {
          runs.add(campaign.start(shape + " by two", shape, Script.HARMLESS));
        }
        if (i == 1) {
          // from here on each sees the other's work late
          campaign.proxy().watches().delay("jobs", Duration.ofMillis(700));
          rival.proxy().watches().delay("jobflows", LATEST);
        }
      }

      assertThat(campaign.judge(runs)).isEmpty();
      // who sees an end late may still try to record what is no longer so, and is refused
      awaitSilence(List.of(campaign.proxy(), rival.proxy()), runs);
      assertThat(campaign.judge(runs)).isEmpty();

      assertThat(runs).anyMatch(run -> rival.proxy().writes(run.namespace()) > 0);
      assertThat(campaign.audit()).isEmpty();
      assertThat(campaign.operator().isAlive()).isTrue();
      assertThat(rival.isAlive()).isTrue();
    }
  }

  private static void awaitSilence(List<FaultProxy> proxies, List<Run> runs) {
    AtomicInteger writes = new AtomicInteger();
    AtomicLong since = new AtomicLong();
    Await.until(
        "nothing is written for longer than anything comes late",
        Duration.ofSeconds(60),
        () -> {
          int now =
              proxies.stream()
                  .mapToInt(
                      proxy -> runs.stream().mapToInt(run -> proxy.writes(run.namespace())).sum())
                  .sum();
          if (writes.getAndSet(now) != now) {
            since.set(System.nanoTime());
          }
          return System.nanoTime() - since.get() > LATEST.multipliedBy(3).toNanos();
        });
  }
}
