package com.practice.jobflow.operator.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.operator.faults.Campaign.Run;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the operator sees comes late, twice, or not at all; what it does is right all the same. */
@Tag("faults")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WatchFaultIT {
  private static final List<String> RESOURCES = List.of("jobs", "jobflows");
  private static final FaultTable TABLE = new FaultTable();
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
    System.out.print(TABLE);
  }

  @AfterEach
  void mend() {
    campaign.proxy().watches().mend();
  }

  /** What the watches of a resource suffer. */
  private enum Trouble {
    /** Again and again while the runs are on their way. */
    CUT_EVERY_SECOND {
      @Override
      void begin(WatchFaults watches, String resource) {
        every(Duration.ofSeconds(1), 8, () -> watches.cut(resource)).join();
      }
    },
    EXPIRED_EVERY_SECOND {
      @Override
      void begin(WatchFaults watches, String resource) {
        every(Duration.ofSeconds(1), 8, () -> watches.expire(resource)).join();
      }
    },
    BLIND_FOR_FIVE_SECONDS {
      @Override
      void begin(WatchFaults watches, String resource) {
        watches.refuse(resource);
        after(Duration.ofSeconds(5), watches::mend).join();
      }
    },
    TWICE_AND_OUT_OF_ORDER {
      @Override
      void begin(WatchFaults watches, String resource) {
        watches.duplicate(resource);
      }
    },
    HALF_A_SECOND_LATE {
      @Override
      void begin(WatchFaults watches, String resource) {
        watches.delay(resource, Duration.ofMillis(500));
      }
    },
    THREE_SECONDS_LATE {
      @Override
      void begin(WatchFaults watches, String resource) {
        watches.delay(resource, Duration.ofSeconds(3));
      }
    },
    THIRTY_SECONDS_LATE {
      @Override
      void begin(WatchFaults watches, String resource) {
        watches.delay(resource, Duration.ofSeconds(30));
        after(Duration.ofSeconds(31), watches::mend).join();
      }
    },
    /** The watch looks alive, so that nobody replaces it. */
    ONLY_BOOKMARKS_FOR_40_SECONDS {
      @Override
      void begin(WatchFaults watches, String resource) {
        int before = watches.bookmarks().get(0);
        watches.onlyBookmarks(resource);
        after(Duration.ofSeconds(40), watches::mend).join();
        assertThat(watches.bookmarks().get(0)).isGreaterThan(before);
      }
    },
    /** For longer than the server's pause between two; then the version to go on from is old. */
    NO_BOOKMARK_AND_THEN_CUT {
      @Override
      void begin(WatchFaults watches, String resource) {
        int before = watches.bookmarks().get(1);
        watches.withoutBookmarks(resource);
        Await.until(
            "a bookmark of the server",
            Duration.ofMinutes(4),
            () -> watches.bookmarks().get(1) > before);
        watches.cut(resource);
      }
    };

    abstract void begin(WatchFaults watches, String resource);

    private static CompletableFuture<Void> after(Duration delay, Runnable action) {
      return CompletableFuture.runAsync(
          action, CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS));
    }

    private static CompletableFuture<Void> every(Duration pause, int times, Runnable action) {
      return CompletableFuture.allOf(
          IntStream.range(0, times)
              .mapToObj(time -> after(pause.multipliedBy(time), action))
              .toArray(CompletableFuture<?>[]::new));
    }
  }

  static Stream<Arguments> rows() {
    return Arrays.stream(Trouble.values())
        .flatMap(trouble -> RESOURCES.stream().map(resource -> Arguments.of(trouble, resource)));
  }

  @Order(1)
  @MethodSource("rows")
  @ParameterizedTest
  void endsAsIfNothingHadBeen(Trouble trouble, String resource) {
    List<Run> runs = new ArrayList<>();
    long start = System.nanoTime();
    for (Shape shape : Shape.values()) {
      for (int i = 0; i < 2; i++) {
        runs.add(campaign.start(shape + " " + trouble, shape, Script.HARMLESS));
      }
    }
    trouble.begin(campaign.proxy().watches(), resource);
    List<String> wrong = campaign.judge(runs);
    TABLE.add(
        resource + " " + trouble,
        runs.size(),
        runs.size(),
        wrong.size(),
        Duration.ofNanos(System.nanoTime() - start));
    assertThat(wrong).isEmpty();
    Await.until(
        resource + " are watched again",
        Duration.ofSeconds(60),
        () -> campaign.proxy().watches().watching(resource) > 0);
  }

  @Order(2)
  @Test
  void theServerSawNothingTwiceAndNothingAfterTheEnds() {
    assertThat(campaign.audit()).isEmpty();
    assertThat(campaign.operator().isAlive()).isTrue();
  }
}
