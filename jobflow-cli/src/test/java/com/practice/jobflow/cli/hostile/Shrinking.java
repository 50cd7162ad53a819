package com.practice.jobflow.cli.hostile;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Takes from a manifest whatever it can spare and still fail. */
final class Shrinking {
  private int triesLeft;

  private Shrinking(int tries) {
    this.triesLeft = tries;
  }

  /** Returns a smaller manifest that still fails, within so many tries. */
  static Map<String, Object> of(
      Map<String, Object> manifest, Predicate<Map<String, Object>> fails, int tries) {
    return new Shrinking(tries).shrink(manifest, fails);
  }

  private Map<String, Object> shrink(
      Map<String, Object> manifest, Predicate<Map<String, Object>> fails) {
    Map<String, Object> smallest = manifest;
    int at = 0;
    while (triesLeft > 0) {
      Map<String, Object> smaller = Tree.copyOf(smallest);
      List<Tree> places = Tree.places(smaller);
      if (at >= places.size()) {
        return smallest;
      }
      Tree place = places.get(at);
      if (List.of("apiVersion", "kind", "metadata", "spec", "name").contains(place.key())) {
        at++;
        continue;
      }
      place.remove();
      triesLeft--;
      if (fails.test(smaller)) {
        smallest = smaller;
      } else {
        at++;
      }
    }
    return smallest;
  }
}
