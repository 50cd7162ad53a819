package com.practice.jobflow.cli.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Judges manifests of equal names, of which a cluster can have but one at a time. */
final class Namesakes {
  private Namesakes() {}

  /**
   * Returns the verdict on each, from as many passes as it takes for every namesake to have its
   * turn.
   *
   * @param pass judges manifests side by side, and leaves nothing of them behind
   */
  static <M> List<ClusterVerdict> judge(List<M> manifests, Pass<M> pass) {
    List<ClusterVerdict> verdicts = new ArrayList<>(pass.judge(manifests));
    List<Integer> taken = taken(verdicts);
    int before = manifests.size();
    while (!taken.isEmpty()) {
      if (taken.size() == before) {
        throw new IllegalStateException(
            before + " names are never free: " + verdicts.get(taken.get(0)).why());
      }
      List<ClusterVerdict> again = pass.judge(taken.stream().map(manifests::get).toList());
      for (int i = 0; i < again.size(); i++) {
        verdicts.set(taken.get(i), again.get(i));
      }
      before = taken.size();
      taken = taken(verdicts);
    }
    return verdicts;
  }

  private static List<Integer> taken(List<ClusterVerdict> verdicts) {
    return IntStream.range(0, verdicts.size())
        .filter(i -> verdicts.get(i).kind() == ClusterVerdict.Kind.TAKEN)
        .boxed()
        .toList();
  }

  /** What judges manifests side by side. */
  interface Pass<M> {
    List<ClusterVerdict> judge(List<M> manifests);
  }
}
