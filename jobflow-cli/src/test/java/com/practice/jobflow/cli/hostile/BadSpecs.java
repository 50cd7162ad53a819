package com.practice.jobflow.cli.hostile;

import com.practice.jobflow.cli.hostile.ManifestText.Typed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;

/**
 * Makes manifests, most of them bad: a valid one with one to three mistakes in it. The same seed
 * makes the same manifest.
 */
final class BadSpecs {
  private static final List<BiConsumer<BadSpecs, Map<String, Object>>> MISTAKES =
      List.of(
          BadSpecs::damage,
          BadSpecs::damage,
          BadSpecs::damage,
          BadSpecs::retype,
          BadSpecs::typeByHand,
          BadSpecs::miswire,
          BadSpecs::miswire,
          BadSpecs::misexpress,
          BadSpecs::misname,
          BadSpecs::missteer,
          BadSpecs::missteer,
          BadSpecs::misjob,
          BadSpecs::misjob,
          BadSpecs::mislabel);

  private final Random random;

  private BadSpecs(long seed) {
    this.random = new Random(seed * 0x9E3779B97F4A7C15L);
  }

  /** Returns the manifest of this seed, under this name unless the name is among the mistakes. */
  static Map<String, Object> of(long seed, String name) {
    return new BadSpecs(seed).make(name);
  }

  private Map<String, Object> make(String name) {
    Map<String, Object> manifest = ValidSpecs.any(random);
    Tree.map(manifest.get("metadata")).put("name", name);
    int mistakes = 1 + random.nextInt(10) / 5 + random.nextInt(10) / 9;
    for (int i = 0; i < mistakes; i++) {
      MISTAKES.get(random.nextInt(MISTAKES.size())).accept(this, manifest);
    }
    tame(manifest);
    return manifest;
  }

  /** No test needs a million pods: what would make them is brought down to a few. */
  private static void tame(Map<String, Object> manifest) {
    for (Tree place : Tree.places(manifest.get("spec"))) {
      boolean plenty = place.key().equals("completions") || place.key().equals("parallelism");
      if (plenty
          && place.get() instanceof Number number
          && number.doubleValue() > 3
          && number.doubleValue() <= Integer.MAX_VALUE) {
        place.set(2);
      } else if (plenty && place.get() instanceof Typed) {
        place.set(new Typed("0x2"));
      }
    }
  }

  /** Anything anywhere: gone, misspelt, unknown, null, of another type, twice, huge. */
  private void damage(Map<String, Object> manifest) {
    Tree place = anywhere(manifest);
    switch (random.nextInt(8)) {
      case 0, 1 -> place.remove();
      case 2 -> misspell(place);
      case 3 -> stranger(place);
      case 4 -> place.set(null);
      case 5 -> twice(place);
      case 6 -> place.set(new ArrayList<>(List.of(orNull(place.get()))));
      default -> place.set(Odd.value(random));
    }
  }

  private void retype(Map<String, Object> manifest) {
    anywhere(manifest).set(Odd.value(random));
  }

  private void typeByHand(Map<String, Object> manifest) {
    List<Tree> leaves = new ArrayList<>(Tree.places(manifest.get("spec")));
    leaves.removeIf(place -> place.get() instanceof Map || place.get() instanceof List);
    if (!leaves.isEmpty()) {
      pick(leaves).set(new Typed(Odd.typed(random)));
    }
  }

  private void miswire(Map<String, Object> manifest) {
    Map<String, Object> flow = flow(manifest);
    Map<String, Object> other = flow(manifest);
    List<Object> dependencies = new ArrayList<>(Tree.list(flow.get("dependencies")));
    switch (random.nextInt(8)) {
      case 0 -> dependencies.add(flow.get("name"));
      case 1, 2 -> {
        dependencies.add(other.get("name"));
        other.put("dependencies", new ArrayList<>(List.of(orNull(flow.get("name")))));
      }
      case 3 -> dependencies.add(other.get("name") + "x");
      case 4 -> other.put("name", flow.get("name"));
      case 5 -> other.put("depends", flow.get("name") + ".Finished");
      case 6 -> dependencies.add(Odd.name(random));
      default -> {
        dependencies.add(other.get("name"));
        dependencies.add(other.get("name"));
      }
    }
    flow.put("dependencies", dependencies);
  }

  private void misexpress(Map<String, Object> manifest) {
    Map<String, Object> flow = flow(manifest);
    flow.remove("dependencies");
    List<String> names = new ArrayList<>(List.of("nobody"));
    flows(manifest).forEach(each -> names.add(String.valueOf(Tree.map(each).get("name"))));
    flow.put("depends", Odd.expression(random, names));
  }

  private void misname(Map<String, Object> manifest) {
    if (random.nextInt(4) == 0) {
      Tree.map(manifest.get("metadata")).put("name", Odd.name(random));
    } else {
      flow(manifest).put("name", Odd.name(random));
    }
  }

  private void missteer(Map<String, Object> manifest) {
    Map<String, Object> spec = Tree.map(manifest.get("spec"));
    Odd.Field field = Odd.steering(random);
    if (field.key().startsWith("flow.")) {
      flow(manifest).put(field.key().substring("flow.".length()), field.value());
    } else {
      spec.put(field.key(), field.value());
    }
  }

  private void misjob(Map<String, Object> manifest) {
    JobMistakes.make(random, Tree.map(flow(manifest).get("jobTemplate")));
  }

  private void mislabel(Map<String, Object> manifest) {
    Map<String, Object> target =
        switch (random.nextInt(4)) {
          case 0 -> Tree.map(manifest.get("metadata"));
          case 1 ->
              Tree.map(
                  Tree.map(manifest.get("spec"))
                      .computeIfAbsent("globalParams", key -> new LinkedHashMap<>()));
          default -> {
            Map<String, Object> job = Tree.map(flow(manifest).get("jobTemplate"));
            yield Tree.map(
                Tree.map(job.get("template"))
                    .computeIfAbsent("metadata", key -> new LinkedHashMap<>()));
          }
        };
    String kind = random.nextInt(3) == 0 ? "annotations" : "labels";
    target.put(kind, new LinkedHashMap<>(Map.of(Odd.labelKey(random), Odd.labelValue(random))));
  }

  private void misspell(Tree place) {
    if (place.key() instanceof String key) {
      Object value = place.get();
      place.remove();
      int at = random.nextInt(key.length());
      Tree.map(place.parent()).put(key.substring(0, at) + "x" + key.substring(at), value);
    }
  }

  private void stranger(Tree place) {
    if (place.parent() instanceof Map) {
      Tree.map(place.parent()).put("stranger", Odd.value(random));
    }
  }

  private static void twice(Tree place) {
    if (place.parent() instanceof List) {
      Tree.list(place.parent()).add(Tree.copy(place.get()));
    }
  }

  private Tree anywhere(Map<String, Object> manifest) {
    Object from = random.nextInt(20) == 0 ? manifest : manifest.get("spec");
    List<Tree> places = Tree.places(from);
    places.removeIf(place -> place.key().equals("namespace"));
    return places.isEmpty() ? new Tree(manifest, "spec") : pick(places);
  }

  /** Returns a flow, of the finally flows now and then; a new one if there is none left. */
  private Map<String, Object> flow(Map<String, Object> manifest) {
    List<Object> flows = flows(manifest);
    flows.removeIf(each -> !(each instanceof Map));
    return flows.isEmpty() ? new LinkedHashMap<>() : Tree.map(pick(flows));
  }

  private static List<Object> flows(Map<String, Object> manifest) {
    Map<String, Object> spec = Tree.map(manifest.get("spec"));
    List<Object> flows = new ArrayList<>(Tree.list(spec.get("flows")));
    flows.addAll(Tree.list(spec.get("finally")));
    return flows;
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static Object orNull(Object value) {
    return value == null ? "null" : value;
  }
}
