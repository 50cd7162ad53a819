package com.practice.jobflow.cli.run.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.cli.run.loop.VirtualTime;
import com.practice.jobflow.cli.run.pod.FakeRuntime;
import com.practice.jobflow.cli.run.pod.PodIdentity;
import com.practice.jobflow.cli.run.pod.PodPlan;
import com.practice.jobflow.cli.run.pod.PodPlanner;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PodRunTest {
  private final VirtualTime time = new VirtualTime();
  private final FakeRuntime runtime = new FakeRuntime(time);
  private PodEnd end;

  @Test
  void runsInitContainersOneAfterTheOtherThenAllMainOnes() {
    run(
        pod -> {
          init(pod, "i1", "2", "0");
          init(pod, "i2", "3", "0");
          main(pod, "a", "4", "0");
          main(pod, "b", "1", "0");
        });

    assertThat(runtime.diary())
        .containsExactly(
            "0 start i1",
            "2 exit 0 i1",
            "2 start i2",
            "5 exit 0 i2",
            "5 start a",
            "5 start b",
            "6 exit 0 b",
            "9 exit 0 a");
    assertThat(end.succeeded()).isTrue();
    assertThat(runtime.openSandboxes()).isZero();
  }

  @Test
  void aFailedInitContainerFailsThePodBeforeItsMainOnesStart() {
    run(
        pod -> {
          init(pod, "i1", "2", "9");
          main(pod, "a", "4", "0");
        });

    assertThat(runtime.diary()).containsExactly("0 start i1", "2 exit 9 i1");
    assertThat(end.succeeded()).isFalse();
    assertThat(end.message()).isEqualTo("i1: exit 9");
  }

  @Test
  void aFailedMainContainerLetsTheOthersEnd() {
    run(
        pod -> {
          main(pod, "a", "1", "2");
          main(pod, "b", "5", "0");
        });

    assertThat(runtime.diary()).contains("1 exit 2 a", "5 exit 0 b");
    assertThat(end.succeeded()).isFalse();
    assertThat(end.message()).isEqualTo("a: exit 2");
  }

  @Test
  void sidecarsRunBesideTheMainContainersAndAreAskedToEndAfterThem() {
    run(
        pod -> {
          sidecar(pod, "s1", "100", "0");
          init(pod, "i1", "2", "0");
          sidecar(pod, "s2", "100", "0");
          main(pod, "a", "4", "0");
        });

    assertThat(runtime.diary())
        .containsExactly(
            "0 start s1",
            "0 start i1",
            "2 exit 0 i1",
            "2 start s2",
            "2 start a",
            "6 exit 0 a",
            "6 ask s2",
            "6 ask s1",
            "7 exit 143 s2",
            "7 exit 143 s1");
    assertThat(end.succeeded()).isTrue();
  }

  @Test
  void aSidecarThatEndsTooEarlyIsRestarted() {
    run(
        pod -> {
          sidecar(pod, "s", "3", "1");
          main(pod, "a", "20", "0");
        });

    assertThat(runtime.diary())
        .containsExactly(
            "0 start s", "0 start a", "3 exit 1 s", "13 start s", "16 exit 1 s", "20 exit 0 a");
    assertThat(end.succeeded()).isTrue();
  }

  @Test
  void theDeadlineFailsThePod() {
    run(
        pod -> {
          pod.withActiveDeadlineSeconds(3L);
          main(pod, "a", "20", "0");
        });

    assertThat(runtime.diary()).containsExactly("0 start a", "3 ask a", "4 exit 143 a");
    assertThat(end.reason()).isEqualTo("DeadlineExceeded");
  }

  @Test
  void whatDoesNotEndWhenAskedIsKilledAfterTheGracePeriod() {
    run(
        pod -> {
          pod.withActiveDeadlineSeconds(3L).withTerminationGracePeriodSeconds(5L);
          pod.addNewContainer()
              .withName("a")
              .withCommand("20", "0")
              .addNewEnv()
              .withName("STUBBORN")
              .endEnv()
              .endContainer();
        });

    assertThat(runtime.diary()).containsExactly("0 start a", "3 ask a", "8 exit 137 a");
    assertThat(end.message()).contains("activeDeadlineSeconds");
  }

  @Test
  void aPodWithoutRoomForItsVolumesFails() {
    runtime.breakDown();

    run(pod -> main(pod, "a", "1", "0"));

    assertThat(end.succeeded()).isFalse();
    assertThat(end.message()).contains("disk full");
  }

  private void run(Consumer<PodSpecBuilder> pod) {
    PodSpecBuilder spec = new PodSpecBuilder();
    pod.accept(spec);
    PodTemplateSpec template = new PodTemplateSpec(null, spec.build());
    PodIdentity identity =
        new PodIdentity("pod", "default", "uid", "pod", "node", Map.of(), Map.of());
    PodPlan plan = PodPlanner.plan(template, identity, Map.of());
    PodRun run =
        new PodRun(
            time.loop(),
            runtime,
            plan,
            new PodRun.Surroundings(OptionalInt.empty(), Path::of, new Deaf(), 1),
            ended -> end = ended);
    run.start();
    try {
      time.loop().run(() -> end != null);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    assertThat(time.passed()).isLessThan(Duration.ofSeconds(60));
  }

  private static void main(PodSpecBuilder pod, String name, String... command) {
    pod.addNewContainer().withName(name).withCommand(command).endContainer();
  }

  private static void init(PodSpecBuilder pod, String name, String... command) {
    pod.addNewInitContainer().withName(name).withCommand(command).endInitContainer();
  }

  private static void sidecar(PodSpecBuilder pod, String name, String... command) {
    pod.addNewInitContainer()
        .withName(name)
        .withRestartPolicy("Always")
        .withCommand(command)
        .endInitContainer();
  }

  private static final class Deaf implements JobListener {
    @Override
    public void podEnded(PodEnd pod) {}

    @Override
    public void jobEnded(JobEnd how) {}
  }
}
