package com.practice.jobflow.operator.options;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.k8s.ControllerSettings;
import com.practice.jobflow.operator.logging.LogSettings;
import com.practice.jobflow.operator.logging.LogSettings.Format;
import com.practice.jobflow.operator.options.Wish.Check;
import com.practice.jobflow.operator.options.Wish.Run;
import com.practice.jobflow.operator.options.Wish.Tell;
import com.practice.jobflow.operator.options.Wish.Wrong;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.event.Level;

class CommandLineReaderTest {
  private static final Map<String, String> POD = Map.of("HOSTNAME", "operator-0");

  @Test
  void needsNoOption() {
    OperatorOptions options = options(POD);

    ControllerSettings usual = ControllerSettings.DEFAULT;
    assertThat(options)
        .isEqualTo(
            new OperatorOptions(
                new ControllerSettings(
                    List.of(),
                    usual.workers(),
                    usual.maxParallelCreates(),
                    usual.statusInterval(),
                    usual.resync(),
                    usual.requestTimeout(),
                    "operator-0",
                    false),
                null,
                new LeaseOptions(
                    "jobflow-operator",
                    null,
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(2)),
                new InetSocketAddress(8081),
                new InetSocketAddress(8080),
                LogSettings.DEFAULT));
  }

  @Test
  void takesEveryFlag() {
    OperatorOptions options =
        options(
            POD,
            "--namespace=a,b",
            "--namespace",
            "c",
            "--workers=3",
            "--max-parallel-creates=4",
            "--status-interval=500ms",
            "--resync=1h30m",
            "--request-timeout=5s",
            "--identity=me",
            "--prompt=true",
            "--lease-name=l",
            "--lease-namespace=n",
            "--lease-duration=30s",
            "--renew-deadline=20s",
            "--retry-period=5s",
            "--health-address=127.0.0.1:1",
            "--metrics-address=[::1]:2",
            "--log-format=json",
            "--log-level=debug",
            "--kubeconfig=pom.xml");

    assertThat(options)
        .isEqualTo(
            new OperatorOptions(
                new ControllerSettings(
                    List.of("a", "b", "c"),
                    3,
                    4,
                    Duration.ofMillis(500),
                    Duration.ofMinutes(90),
                    Duration.ofSeconds(5),
                    "me",
                    true),
                Path.of("pom.xml"),
                new LeaseOptions(
                    "l",
                    "n",
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(5)),
                address("127.0.0.1", 1),
                address("::1", 2),
                new LogSettings(Format.JSON, Level.DEBUG)));
  }

  @Test
  void takesTheEnvironmentWhereThereIsNoFlag() {
    Map<String, String> environment =
        Map.of("JOBFLOW_WORKERS", "3", "JOBFLOW_NAMESPACE", "a, b", "JOBFLOW_RESYNC", "");

    assertThat(options(environment).controller().workers()).isEqualTo(3);
    assertThat(options(environment).controller().namespaces()).containsExactly("a", "b");
    assertThat(options(environment).controller().resync()).isEqualTo(Duration.ofMinutes(10));
    assertThat(options(environment, "--workers=5").controller().workers()).isEqualTo(5);
  }

  @Test
  void aStarIsAllNamespaces() {
    assertThat(options(POD, "--namespace=a,*").controller().namespaces()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"--leader-elect=true,true", "--leader-elect,true", "--leader-elect=FALSE,false"})
  void standsForElectionUnlessToldNotTo(String flag, boolean elects) {
    assertThat(options(POD, flag).lease() != null).isEqualTo(elects);
  }

  @Test
  void saysAllThatIsWrongAtOnce() {
    Wish wish =
        read(
            Map.of("JOBFLOW_RESYNC", "soon"),
            "--namespace=Prod,dev",
            "--workers=0",
            "--worker=1",
            "stray",
            "--request-timeout=1ms",
            "--identity=a b",
            "--leader-elect=maybe",
            "--lease-name=L",
            "--lease-namespace=N",
            "--health-address=:99999",
            "--metrics-address=http://x",
            "--log-format=xml",
            "--log-level=loud",
            "--kubeconfig=/no/such/file");

    assertThat(((Wrong) wish).problems())
        .containsExactlyInAnyOrder(
            "unknown option --worker=1 (did you mean --workers?)",
            "unexpected argument stray",
            "--namespace=Prod,dev has Prod, and namespaces have lower-case letters, digits and '-'"
                + " in their names, at most 63",
            "--workers=0 must be a whole number from 1 to 1000",
            "JOBFLOW_RESYNC=soon is no duration: write numbers with their units, such as 500ms,"
                + " 15s, 1h30m",
            "--request-timeout=1ms must be from 2s to 87600h",
            "--identity=a b must begin with a letter or digit and have letters, digits, '-', '_',"
                + " '.' only, at most 127",
            "--lease-name=L is no object's name: lower-case letters, digits, '-' and '.'",
            "--lease-namespace=N is no namespace's name: lower-case letters, digits and '-', at"
                + " most 63",
            "--health-address=:99999 is no address: write 8080, :8080, 127.0.0.1:8080 or"
                + " [::1]:8080",
            "--metrics-address=http://x is no address: write 8080, :8080, 127.0.0.1:8080 or"
                + " [::1]:8080",
            "--log-format=xml must be text or json",
            "--log-level=loud must be error or warn or info or debug or trace",
            "--kubeconfig=/no/such/file is no file that can be read",
            "--leader-elect=maybe must be true or false");
  }

  @ParameterizedTest
  @CsvSource({
    "10s, 10s, 2s, --lease-duration=10s must be longer than --renew-deadline=10s",
    "15s, 10s, 9s, --renew-deadline=10s must be longer than 1.2 times --retry-period=9s",
    "1500ms, 1s, 100ms, --lease-duration=1500ms must be whole seconds"
  })
  void refusesAnElectionThatIsNotSafe(
      String lease, String deadline, String period, String problem) {
    Wish wish =
        read(
            POD,
            "--lease-duration=" + lease,
            "--renew-deadline=" + deadline,
            "--retry-period=" + period);

    assertThat(((Wrong) wish).problems())
        .singleElement()
        .satisfies(found -> assertThat(found).startsWith(problem));
  }

  @Test
  void aFlagWithoutItsValueIsWrong() {
    assertThat(((Wrong) read(POD, "--workers")).problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem).contains("--workers"));
  }

  @Test
  void helpsWhateverElseIsWrong() {
    assertThat(read(POD, "--workers=0", "--help")).isInstanceOf(Tell.class);
  }

  @ParameterizedTest
  @EnumSource
  void theHelpHasEachOptionWithItsVariableAndItsDefault(Setting setting) {
    String help = ((Tell) read(POD, "--help")).text().replaceAll("\\s+", " ");

    assertThat(help)
        .contains(
            setting.flag() + "=" + setting.label() + " " + setting.description(),
            setting.variable() + ", default: " + setting.fallbackInWords());
  }

  @Test
  void tellsItsVersion() {
    assertThat(((Tell) read(POD, "--version")).text().strip()).isEqualTo("jobflow-operator 1.2.3");
  }

  @Test
  void checksWithTheSameOptions() {
    Wish wish = read(POD, "--check", "--workers=3");

    assertThat(((Check) wish).options()).isEqualTo(options(POD, "--workers=3"));
  }

  @SuppressWarnings("AddressSelection") // these are addresses, not names
  private static InetSocketAddress address(String host, int port) {
    return new InetSocketAddress(host, port);
  }

  private static OperatorOptions options(Map<String, String> environment, String... arguments) {
    return ((Run) read(environment, arguments)).options();
  }

  private static Wish read(Map<String, String> environment, String... arguments) {
    return CommandLineReader.read(arguments, environment, "1.2.3");
  }
}
