package com.practice.jobflow.k8s.simulation;

import com.practice.jobflow.k8s.simulation.ObjectStore.Change;
import com.practice.jobflow.k8s.simulation.ObjectStore.Stored;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;

/**
 * An informer of one kind in one process: lists, watches, lags behind, loses its watch and goes on
 * where it was, or lists anew where the API server has forgotten that.
 */
final class WatchStream {
  private static final int RECONNECT = 1_000;

  private final World world;
  private final ObjectStore store;
  private final Stored kind;
  private final OperatorProcess process;
  private final Chance chance;
  private final String name;
  private final Mutation mutation;
  private boolean listed;
  private boolean connected;
  private boolean stopped;
  private int cursor;
  private long seen;
  private long lagUntil;
  private int lag;
  private long twiceUntil;
  private long lastDelivery;

  WatchStream(OperatorProcess process, Stored kind) {
    this.process = process;
    this.kind = kind;
    this.world = process.cluster().world();
    this.store = process.cluster().store();
    this.chance = process.cluster().chance();
    this.mutation = process.cluster().mutation();
    this.name = kind + "/" + process.slot();
    store.watch(
        changed -> {
          if (changed == kind) {
            expect();
          }
        });
  }

  boolean listed() {
    return listed;
  }

  /** Lists as of this many versions ago, and watches from there. */
  void list(int versionsAgo) {
    if (isIdle()) {
      return;
    }
    if (!process.cluster().answers(process)) {
      world.in(RECONNECT, () -> list(versionsAgo));
      return;
    }
    seen = Math.max(0, store.version() - versionsAgo);
    world.log(process.name(), () -> "lists " + kind + " as of " + seen);
    Map<String, HasMetadata> items = store.list(kind, seen);
    items.values().forEach(this::put);
    if (!mutation.forgetsToCompareLists()) {
      process.keys(kind).stream()
          .filter(key -> !items.containsKey(key))
          .sorted()
          .forEach(key -> process.removed(kind, key));
    }
    List<Change> history = store.history(kind);
    cursor = history.size();
    while (cursor > 0 && history.get(cursor - 1).version() > seen) {
      cursor--;
    }
    listed = true;
    connected = true;
    for (int i = cursor; i < history.size(); i++) {
      expect();
    }
    process.wake();
  }

  void lag(int milliseconds, long until) {
    lag = milliseconds;
    lagUntil = until;
  }

  void twice(long until) {
    twiceUntil = until;
  }

  /** The watch ends; it comes back later, and lists if need be. */
  void cut(int milliseconds) {
    connected = false;
    world.in(milliseconds, this::reconnect);
  }

  private void reconnect() {
    if (isIdle() || connected) {
      return;
    }
    if (!process.cluster().answers(process)) {
      world.in(RECONNECT, this::reconnect);
    } else if (store.isCompacted(seen)) {
      list(0);
    } else {
      connected = true;
      for (int i = cursor; i < store.history(kind).size(); i++) {
        expect();
      }
    }
  }

  /** A change is on its way; in order, however much each of them lags behind. */
  private void expect() {
    int late = chance.between("lag/" + name, 2, 40);
    if (world.now() < lagUntil) {
      late += chance.below("lag/" + name, lag);
    }
    lastDelivery = Math.max(lastDelivery, world.now() + late);
    world.at(lastDelivery, this::deliver);
  }

  private void deliver() {
    if (isIdle() || !connected) {
      return;
    }
    if (process.isFrozen()) {
      world.at(process.frozenUntil(), this::deliver);
      return;
    }
    List<Change> history = store.history(kind);
    if (cursor >= history.size()) {
      return;
    }
    Change change = history.get(cursor++);
    seen = change.version();
    deliver(change);
    if (world.now() < twiceUntil) {
      deliver(change);
    }
  }

  private void deliver(Change change) {
    world.log(
        process.name(),
        () ->
            "sees "
                + kind
                + " "
                + change.key()
                + (change.deleted() ? " deleted" : "")
                + " at "
                + change.version());
    if (change.deleted()) {
      process.removed(kind, change.key());
    } else {
      put(change.object());
    }
  }

  private void put(HasMetadata object) {
    if (!process.put(kind, object)) {
      world.log(process.name(), () -> "informer of " + kind + " ends");
      stopped = true;
    }
  }

  private boolean isIdle() {
    return stopped || process.isDead();
  }
}
