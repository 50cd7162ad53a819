package com.practice.jobflow.cli.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NamesakesTest {
  private static final String TAKEN =
      "{\"kind\":\"Status\",\"reason\":\"AlreadyExists\",\"code\":409}";

  private final List<Integer> passes = new ArrayList<>();

  @Test
  void givesEveryNamesakeItsTurn() {
    List<ClusterVerdict> verdicts =
        Namesakes.judge(List.of("a", "b", "a", "a", "c", "b"), this::oneOfEachName);

    assertThat(verdicts)
        .extracting(ClusterVerdict::why)
        .containsExactly("a in 1", "b in 1", "a in 2", "a in 3", "c in 1", "b in 2");
    assertThat(passes).containsExactly(6, 3, 1);
  }

  @Test
  void saysWhoseNameIsNeverFree() {
    assertThatThrownBy(() -> Namesakes.judge(List.of("a", "b"), NamesakesTest::allTaken))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("2 names")
        .hasMessageContaining("AlreadyExists");
  }

  @Test
  void otherConflictsAreVerdicts() {
    ClusterVerdict quota = ClusterVerdict.ofAnswer(409, "{\"reason\":\"Conflict\"}");

    assertThat(Namesakes.judge(List.of("a"), all -> List.of(quota))).containsExactly(quota);
  }

  private List<ClusterVerdict> oneOfEachName(List<String> names) {
    passes.add(names.size());
    Set<String> taken = new HashSet<>();
    return names.stream()
        .map(
            name ->
                taken.add(name)
                    ? new ClusterVerdict(ClusterVerdict.Kind.FINE, name + " in " + passes.size())
                    : ClusterVerdict.ofAnswer(409, TAKEN))
        .toList();
  }

  private static List<ClusterVerdict> allTaken(List<String> names) {
    return names.stream().map(name -> ClusterVerdict.ofAnswer(409, TAKEN)).toList();
  }
}
