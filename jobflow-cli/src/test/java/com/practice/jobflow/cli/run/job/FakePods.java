package com.practice.jobflow.cli.run.job;

import com.practice.jobflow.cli.run.job.JobRun.ActivePod;
import com.practice.jobflow.cli.run.loop.VirtualTime;
import com.practice.jobflow.cli.run.pod.ContainerExit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Pods that do nothing but end after a while, and a diary of what happened when. */
final class FakePods implements JobRun.PodStarter, JobListener {
  private final VirtualTime time;
  private final BiFunction<Integer, OptionalInt, Fate> fates;
  private final List<String> diary = new ArrayList<>();
  private JobEnd end;

  /** How long a pod runs and how it exits. */
  record Fate(int seconds, int exitCode) {}

  FakePods(VirtualTime time, BiFunction<Integer, OptionalInt, Fate> fates) {
    this.time = time;
    this.fates = fates;
  }

  List<String> diary() {
    return diary;
  }

  JobEnd end() {
    return end;
  }

  @Override
  public ActivePod start(int number, OptionalInt index, Consumer<PodEnd> ended) {
    String name = "pod" + number + (index.isPresent() ? "[" + index.getAsInt() + "]" : "");
    note("start " + name);
    Fate fate = fates.apply(number, index);
    boolean[] over = new boolean[1];
    Consumer<PodEnd> once =
        end -> {
          if (!over[0]) {
            over[0] = true;
            note(
                (end.succeeded() ? "success " : end.reason() == null ? "failure " : "end ") + name);
            ended.accept(end);
          }
        };
    PodEnd own = podEnd(name, index, fate.exitCode(), null);
    time.loop().after(Duration.ofSeconds(fate.seconds()), () -> once.accept(own));
    return new ActivePod() {
      @Override
      public void stop() {
        time.loop()
            .after(Duration.ofSeconds(1), () -> once.accept(podEnd(name, index, 143, "Stopped")));
      }

      @Override
      public void kill() {
        time.loop().post(() -> once.accept(podEnd(name, index, 137, "Stopped")));
      }
    };
  }

  @Override
  public void podEnded(PodEnd pod) {}

  @Override
  public void jobEnded(JobEnd how) {
    if (end != null) {
      throw new IllegalStateException("ended twice");
    }
    end = how;
    note(how.outcome() + (how.reason().isEmpty() ? "" : " " + how.reason()));
  }

  private void note(String what) {
    diary.add(time.passed().toSeconds() + " " + what);
  }

  private static PodEnd podEnd(String name, OptionalInt index, int code, String reason) {
    ContainerExit exit = ContainerExit.of(code);
    return new PodEnd(
        name,
        index,
        code == 0,
        reason,
        code == 0 ? "" : exit.describe(),
        List.of(new ContainerEnd("main", exit, Path.of("log"))));
  }
}
