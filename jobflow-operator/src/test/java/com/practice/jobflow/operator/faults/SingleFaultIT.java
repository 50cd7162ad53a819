package com.practice.jobflow.operator.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.operator.faults.Campaign.Run;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
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

/** Every write of every shape meets every fault that a request can meet. */
@Tag("faults")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SingleFaultIT {
  /** So many Jobs at once keep two processors busy and no more. */
  private static final int JOBS_TOGETHER = 120;

  private static final Set<Treatment> FAULTS =
      EnumSet.complementOf(EnumSet.of(Treatment.PASS, Treatment.HOLD_BEFORE, Treatment.HOLD_AFTER));

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

  static Stream<Arguments> rows() {
    return Arrays.stream(Shape.values())
        .flatMap(shape -> FAULTS.stream().map(fault -> Arguments.of(shape, fault)));
  }

  @Order(1)
  @MethodSource("rows")
  @ParameterizedTest
  void endsAsIfNothingHadBeen(Shape shape, Treatment fault) {
    List<Run> all = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    int together = JOBS_TOGETHER / shape.build().getSpec().flows().size();
    List<Integer> writes = IntStream.rangeClosed(1, campaign.writes(shape)).boxed().toList();
    for (int from = 0; from < writes.size(); from += together) {
      List<Run> runs =
          writes.subList(from, Math.min(from + together, writes.size())).stream()
              .map(
                  write ->
                      campaign.start(
                          shape + ", " + fault + " at write " + write,
                          shape,
                          Script.atWrite(write, fault)))
              .toList();
      wrong.addAll(campaign.judge(runs));
      all.addAll(runs);
    }
    List<Run> met = all.stream().filter(campaign::isDisturbed).toList();
    TABLE.add(
        shape + " " + fault,
        all.size(),
        met.size(),
        wrong.size(),
        wrong.isEmpty()
            ? met.stream().map(campaign::goneOn).max(Duration::compareTo).orElseThrow()
            : Duration.ZERO);
    assertThat(wrong).isEmpty();
    assertThat(met).hasSizeGreaterThanOrEqualTo(shape.leastWrites());
  }

  @Order(2)
  @Test
  void theServerSawNothingTwiceAndNothingAfterTheEnds() {
    assertThat(campaign.audit()).isEmpty();
    assertThat(campaign.operator().isAlive()).isTrue();
  }
}
