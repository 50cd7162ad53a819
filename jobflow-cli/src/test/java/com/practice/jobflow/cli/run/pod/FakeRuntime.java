package com.practice.jobflow.cli.run.pod;

import com.practice.jobflow.cli.run.loop.VirtualTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A runtime in which containers only pass time. A command is {@code [seconds, exit code...]}: the
 * n-th container of that name exits with the n-th code, later ones with the last. A variable {@code
 * STUBBORN} makes it deaf to a request to end.
 */
public final class FakeRuntime implements PodRuntime {
  private final VirtualTime time;
  private final List<String> diary = new ArrayList<>();
  private final Map<String, Integer> starts = new HashMap<>();
  private int openSandboxes;
  private boolean broken;

  /** Creates a runtime in this time. */
  public FakeRuntime(VirtualTime time) {
    this.time = time;
  }

  /** Lets no pod open any more. */
  public void breakDown() {
    broken = true;
  }

  /** Returns what happened, each with the seconds that had passed. */
  public List<String> diary() {
    return diary;
  }

  /** Returns how many pods are still open. */
  public int openSandboxes() {
    return openSandboxes;
  }

  @Override
  public Sandbox open(PodPlan pod) throws IOException {
    if (broken) {
      throw new IOException("disk full");
    }
    openSandboxes++;
    return new FakeSandbox();
  }

  @Override
  public void close() {}

  private void note(String what) {
    diary.add(time.passed().toSeconds() + " " + what);
  }

  private final class FakeSandbox implements Sandbox {
    @Override
    public RunningContainer start(
        ContainerPlan container, Path log, Consumer<ContainerExit> ended) {
      List<String> words = container.commandLine();
      int nth = starts.merge(container.name(), 1, Integer::sum);
      int code = Integer.parseInt(words.get(Math.min(nth, words.size() - 1)));
      boolean stubborn = container.env().containsKey("STUBBORN");
      note("start " + container.name());
      boolean[] over = new boolean[1];
      Consumer<Integer> once =
          exit -> {
            if (!over[0]) {
              over[0] = true;
              note("exit " + exit + " " + container.name());
              ended.accept(ContainerExit.of(exit));
            }
          };
      Duration life = Duration.ofSeconds(Long.parseLong(words.get(0)));
      time.loop().after(life, () -> once.accept(code));
      return new RunningContainer() {
        @Override
        public void terminate() {
          note("ask " + container.name());
          if (!stubborn) {
            time.loop().after(Duration.ofSeconds(1), () -> once.accept(143));
          }
        }

        @Override
        public void kill() {
          once.accept(137);
        }
      };
    }

    @Override
    public void close() {
      openSandboxes--;
    }
  }
}
