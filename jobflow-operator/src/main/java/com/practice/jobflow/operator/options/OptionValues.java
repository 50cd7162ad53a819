package com.practice.jobflow.operator.options;

import com.practice.jobflow.k8s.ControllerSettings;
import com.practice.jobflow.operator.logging.LogSettings;
import com.practice.jobflow.operator.options.CommandLineReader.Given;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** Makes options of texts, and notes every text that none can be made of. */
final class OptionValues {
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern SUBDOMAIN =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  private static final Pattern IDENTITY = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]{0,126})?");
  private static final Pattern WHOLE_DURATION = Pattern.compile("(\\d{1,9}(ms|[smh]))+");
  private static final Pattern DURATION_PART = Pattern.compile("(\\d+)(ms|[smh])");
  private static final Pattern ADDRESS =
      Pattern.compile("(?:(?<host>[^:\\[\\]]*|\\[[0-9a-fA-F:.%]+\\]):)?(?<port>\\d{1,5})");
  // beyond it, counting nanoseconds ends
  private static final Duration LONGEST = Duration.ofDays(3650);

  private final Function<Setting, @Nullable Given> given;
  private final Map<String, String> environment;
  private final List<String> problems = new ArrayList<>();

  /**
   * Prepares to read.
   *
   * @param given what was said; {@code null} for nothing
   */
  OptionValues(Function<Setting, @Nullable Given> given, Map<String, String> environment) {
    this.given = given;
    this.environment = environment;
  }

  /** Returns the options; or {@code null}, with all that is wrong added to the problems. */
  @Nullable OperatorOptions read(List<String> found) {
    ControllerSettings defaults = ControllerSettings.DEFAULT;
    ControllerSettings controller =
        new ControllerSettings(
            namespaces(),
            number(Setting.WORKERS, 1, 1000, defaults.workers()),
            number(Setting.MAX_PARALLEL_CREATES, 1, 1000, defaults.maxParallelCreates()),
            duration(Setting.STATUS_INTERVAL, Duration.ofMillis(1)),
            duration(Setting.RESYNC, Duration.ofSeconds(1)),
            // what became of a lost Job takes a watch of one second to answer
            duration(Setting.REQUEST_TIMEOUT, Duration.ofSeconds(2)),
            identity(),
            isTrue(Setting.PROMPT));
    LeaseOptions lease = lease();
    InetSocketAddress health = address(Setting.HEALTH_ADDRESS);
    InetSocketAddress metrics = address(Setting.METRICS_ADDRESS);
    LogSettings log = new LogSettings(logFormat(), logLevel());
    Path kubeconfig = kubeconfig();
    boolean electing = isTrue(Setting.LEADER_ELECT);
    found.addAll(problems);
    return problems.isEmpty()
        ? new OperatorOptions(controller, kubeconfig, electing ? lease : null, health, metrics, log)
        : null;
  }

  private List<String> namespaces() {
    List<String> names =
        Arrays.stream(text(Setting.NAMESPACE).split(",", -1))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .distinct()
            .toList();
    if (names.contains("*")) {
      return List.of();
    }
    List<String> wrong = names.stream().filter(name -> !LABEL.matcher(name).matches()).toList();
    if (!wrong.isEmpty()) {
      problem(
          Setting.NAMESPACE,
          "has "
              + String.join(", ", wrong)
              + ", and namespaces have lower-case letters, digits and '-' in their names, at most"
              + " 63");
    }
    return names;
  }

  private String identity() {
    String host = environment.getOrDefault("HOSTNAME", "");
    String identity = text(Setting.IDENTITY);
    if (identity.isEmpty()) {
      String fallback = host.isEmpty() ? hostName() : host;
      return IDENTITY.matcher(fallback).matches() ? fallback : "jobflow-operator";
    }
    if (!IDENTITY.matcher(identity).matches()) {
      problem(
          Setting.IDENTITY,
          "must begin with a letter or digit and have letters, digits, '-', '_', '.' only, at most"
              + " 127");
    }
    return identity;
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "";
    }
  }

  private boolean isTrue(Setting setting) {
    return word(setting, List.of("true", "false")).equals("true");
  }

  private LeaseOptions lease() {
    String name = text(Setting.LEASE_NAME);
    if (name.length() > 253 || !SUBDOMAIN.matcher(name).matches()) {
      problem(Setting.LEASE_NAME, "is no object's name: lower-case letters, digits, '-' and '.'");
    }
    String namespace = text(Setting.LEASE_NAMESPACE);
    if (!namespace.isEmpty() && !LABEL.matcher(namespace).matches()) {
      problem(
          Setting.LEASE_NAMESPACE,
          "is no namespace's name: lower-case letters, digits and '-', at most 63");
    }
    int before = problems.size();
    Duration lease = duration(Setting.LEASE_DURATION, Duration.ofSeconds(1));
    Duration deadline = duration(Setting.RENEW_DEADLINE, Duration.ofMillis(1));
    Duration period = duration(Setting.RETRY_PERIOD, Duration.ofMillis(1));
    if (problems.size() == before) {
      checkPatience(lease, deadline, period);
    }
    return new LeaseOptions(name, namespace.isEmpty() ? null : namespace, lease, deadline, period);
  }

  private void checkPatience(Duration lease, Duration deadline, Duration period) {
    if (lease.toMillisPart() != 0) {
      problem(Setting.LEASE_DURATION, "must be whole seconds: a Lease keeps no others");
    }
    if (lease.compareTo(deadline) <= 0) {
      problem(
          Setting.LEASE_DURATION,
          "must be longer than "
              + shown(Setting.RENEW_DEADLINE)
              + ", or a second operator begins before the first has stopped");
    }
    // a candidate waits up to a fifth longer than the period
    if (deadline.toMillis() * 5 <= period.toMillis() * 6) {
      problem(
          Setting.RENEW_DEADLINE,
          "must be longer than 1.2 times "
              + shown(Setting.RETRY_PERIOD)
              + ", or a leader gives up before its second attempt");
    }
  }

  private InetSocketAddress address(Setting setting) {
    Matcher address = ADDRESS.matcher(text(setting));
    if (!address.matches() || Integer.parseInt(address.group("port")) > 65535) {
      problem(setting, "is no address: write 8080, :8080, 127.0.0.1:8080 or [::1]:8080");
      return new InetSocketAddress(0);
    }
    String host = address.group("host");
    int port = Integer.parseInt(address.group("port"));
    InetSocketAddress found =
        host == null || host.isEmpty()
            ? new InetSocketAddress(port)
            : new InetSocketAddress(host, port);
    if (found.isUnresolved()) {
      problem(setting, "names a host that is not known here");
    }
    return found;
  }

  private LogSettings.Format logFormat() {
    return LogSettings.Format.valueOf(
        word(Setting.LOG_FORMAT, List.of("text", "json")).toUpperCase(Locale.ROOT));
  }

  private Level logLevel() {
    return Level.valueOf(
        word(Setting.LOG_LEVEL, List.of("error", "warn", "info", "debug", "trace"))
            .toUpperCase(Locale.ROOT));
  }

  private @Nullable Path kubeconfig() {
    String file = text(Setting.KUBECONFIG);
    if (file.isEmpty()) {
      return null;
    }
    Path path = Path.of(file);
    if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
      problem(Setting.KUBECONFIG, "is no file that can be read");
    }
    return path;
  }

  private int number(Setting setting, int least, int most, int otherwise) {
    String text = text(setting);
    if (text.matches("\\d{1,9}")) {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    problem(setting, "must be a whole number from " + least + " to " + most);
    return otherwise;
  }

  private Duration duration(Setting setting, Duration least) {
    String text = text(setting);
    if (!WHOLE_DURATION.matcher(text).matches()) {
      problem(setting, "is no duration: write numbers with their units, such as 500ms, 15s, 1h30m");
      return least;
    }
    Duration sum = Duration.ZERO;
    Matcher part = DURATION_PART.matcher(text);
    while (part.find()) {
      long number = Long.parseLong(part.group(1));
      sum =
          sum.plus(
              switch (part.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                default -> Duration.ofHours(number);
              });
    }
    if (sum.compareTo(least) < 0 || sum.compareTo(LONGEST) > 0) {
      problem(setting, "must be from " + inUnits(least) + " to 87600h");
    }
    return sum;
  }

  private static String inUnits(Duration duration) {
    return duration.toMillisPart() == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
  }

  /** Returns one of the words, the first if it is another. */
  private String word(Setting setting, List<String> words) {
    String text = text(setting).toLowerCase(Locale.ROOT);
    if (words.contains(text)) {
      return text;
    }
    problem(setting, "must be " + String.join(" or ", words));
    return words.get(0);
  }

  private String text(Setting setting) {
    Given value = given.apply(setting);
    return value == null ? setting.fallback() : value.value().strip();
  }

  private void problem(Setting setting, String problem) {
    problems.add(shown(setting) + " " + problem);
  }

  private String shown(Setting setting) {
    Given value = given.apply(setting);
    return value == null ? setting.flag() + "=" + setting.fallback() : value.toString();
  }
}
