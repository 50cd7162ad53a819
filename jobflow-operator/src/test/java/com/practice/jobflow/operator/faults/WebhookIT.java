package com.practice.jobflow.operator.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.k8s.testing.Cluster;
import com.practice.jobflow.operator.faults.AdmissionWebhook.Mood;
import com.practice.jobflow.operator.faults.Campaign.Run;
import io.fabric8.kubernetes.api.model.Condition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A real admission webhook in front of the Jobs of one namespace, which says no in every way or
 * says nothing: its JobFlow says why it does not get on, asks ever less often, keeps nobody else
 * back, and ends as if nothing had been once the webhook lets it.
 */
@Tag("faults")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WebhookIT {
  /**
   * The waits double from 200 ms, or from 1 s, so 10 tries take 100 s at least; and a change of
   * what is said is worth a try of its own.
   */
  private static final int MOST_TRIES = 15;

  @TempDir private static Path folder;
  private static Campaign campaign;

  @BeforeAll
  static void start() {
    campaign = new Campaign(folder);
  }

  @AfterAll
  static void stop() {
    if (campaign != null) {
      campaign.close();
    }
  }

  @Order(1)
  @ParameterizedTest
  @CsvSource({
    "DENIES, Forbidden, " + AdmissionWebhook.REASON,
    "DENIES_WITH_429, Forbidden, " + AdmissionWebhook.REASON,
    "FAILS_WITH_429, ApiError, failed calling webhook",
    "HANGS, ApiError, failed calling webhook",
    "IS_GONE, ApiError, connection refused"
  })
  void saysWhatAWebhookDoesToItAndEndsWhenItLetsIt(Mood mood, String reason, String words)
      throws Exception {
    String namespace = Cluster.namespace(campaign.client());
    Run turnedAway;
    int tries;
    try (AdmissionWebhook webhook = new AdmissionWebhook(campaign.client(), namespace, folder)) {
      Duration alone = elsewhere("before a webhook " + mood);
      webhook.becomes(mood);
      turnedAway = campaign.startIn(namespace, "webhook " + mood, Shape.DIAMOND);
      Await.until(
          turnedAway + " says " + reason + ", " + words + "; it says " + said(turnedAway),
          Duration.ofSeconds(60),
          () -> said(turnedAway).filter(why -> isLike(why, reason, words)).isPresent());
      Duration beside = elsewhere("beside a webhook " + mood);
      Duration again = elsewhere("again beside a webhook " + mood);
      tries = campaign.proxy().writes(namespace);

      assertThat(campaign.history().hasEnded(turnedAway.uid())).isFalse();
      assertThat(campaign.history().jobs(turnedAway.uid())).isEmpty();
      System.out.printf(
          "webhook %s: %d writes, %d questions; elsewhere %s, meanwhile %s and %s%n",
          mood, tries, webhook.asked(), alone, beside, again);
      assertThat(tries).isLessThanOrEqualTo(2 * MOST_TRIES);
      assertThat(webhook.asked()).isLessThanOrEqualTo(MOST_TRIES);

      webhook.becomes(Mood.ALLOWS);
      assertThat(campaign.judge(List.of(turnedAway))).isEmpty();
      assertThat(webhook.asked()).isGreaterThanOrEqualTo(4);
    }
  }

  @Order(2)
  @Test
  void theServerSawNothingTwiceAndNothingAfterTheEnds() {
    assertThat(campaign.audit()).isEmpty();
    assertThat(campaign.operator().isAlive()).isTrue();
  }

  /** Runs what has nothing to do with the webhook, to its end, and returns how long it took. */
  private static Duration elsewhere(String title) {
    long start = System.nanoTime();
    List<Run> runs =
        List.of(
            campaign.start(title, Shape.FAN_OUT_20, Script.HARMLESS),
            campaign.start(title, Shape.CHAIN_3, Script.HARMLESS));
    assertThat(campaign.judge(runs)).isEmpty();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static Optional<Condition> said(Run run) {
    return Optional.ofNullable(campaign.history().versions(run.uid()).lastEntry())
        .map(last -> last.getValue().getStatus())
        .flatMap(
            status ->
                status.conditions().stream()
                    .filter(condition -> "Stalled".equals(condition.getType()))
                    .findFirst());
  }

  private static boolean isLike(Condition why, String reason, String words) {
    return "True".equals(why.getStatus())
        && reason.equals(why.getReason())
        && why.getMessage().contains(words);
  }
}
