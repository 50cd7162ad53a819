package com.practice.jobflow.operator.bench;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Measures the processor time that the operator itself takes, on a machine on which no cluster has
 * to run: {@code ProcessorTime MODULE_FOLDER ROUNDS}. A round is 500 Jobs in JobFlows of 10, 100
 * Jobs in a chain and 400 that wait for one, at a pace that a busy cluster has. Requests go to a
 * {@link PaperCluster}.
 */
public final class ProcessorTime {
  private static final String PASSWORD = "paper-cluster";
  private static final Duration BETWEEN = Duration.ofMillis(40);
  private static final List<String> SHAPES = List.of("50x10", "chain-100", "fan-400");
  private static final String MANAGED_FIELDS =
      "[{\"manager\":\"jobflow-operator\",\"operation\":\"Update\",\"apiVersion\":\"batch/v1\","
          + "\"time\":\"2026-11-23T04:55:09Z\",\"fieldsType\":\"FieldsV1\",\"fieldsV1\":{"
          + "\"f:metadata\":{\"f:labels\":{\".\":{},\"f:api.practice.com/attempt\":{},"
          + "\"f:api.practice.com/flow\":{},\"f:api.practice.com/jobflow\":{},"
          + "\"f:app.kubernetes.io/managed-by\":{}},\"f:ownerReferences\":{\".\":{},"
          + "\"k:{\\\"uid\\\":\\\"587f3eb6-b0c1-403a-a137-072b2ddcf81b\\\"}\":{\".\":{},"
          + "\"f:apiVersion\":{},\"f:blockOwnerDeletion\":{},\"f:controller\":{},\"f:kind\":{},"
          + "\"f:name\":{},\"f:uid\":{}}}},\"f:spec\":{\"f:backoffLimit\":{},\"f:completions\":{},"
          + "\"f:parallelism\":{},\"f:template\":{\"f:metadata\":{\"f:labels\":{\".\":{},"
          + "\"f:api.practice.com/attempt\":{},\"f:api.practice.com/flow\":{},"
          + "\"f:api.practice.com/jobflow\":{},\"f:app.kubernetes.io/managed-by\":{}}},"
          + "\"f:spec\":{\"f:containers\":{\"k:{\\\"name\\\":\\\"main\\\"}\":{\".\":{},"
          + "\"f:command\":{},\"f:image\":{},\"f:imagePullPolicy\":{},\"f:name\":{},"
          + "\"f:resources\":{},\"f:terminationMessagePath\":{},"
          + "\"f:terminationMessagePolicy\":{}}},\"f:dnsPolicy\":{},\"f:restartPolicy\":{},"
          + "\"f:schedulerName\":{},\"f:securityContext\":{},"
          + "\"f:terminationGracePeriodSeconds\":{}}}}}},{\"manager\":\"kube-controller-manager\","
          + "\"operation\":\"Update\",\"apiVersion\":\"batch/v1\",\"time\":\"2026-11-23T04:55:09Z\","
          + "\"fieldsType\":\"FieldsV1\",\"fieldsV1\":{\"f:status\":{\"f:completionTime\":{},"
          + "\"f:conditions\":{\".\":{},\"k:{\\\"type\\\":\\\"Complete\\\"}\":{\".\":{},"
          + "\"f:lastProbeTime\":{},\"f:lastTransitionTime\":{},\"f:status\":{},\"f:type\":{}}},"
          + "\"f:startTime\":{},\"f:succeeded\":{}}}}]";

  private final PaperCluster cluster;
  private final MeasuredOperator operator;
  private final KubernetesSerialization json = new KubernetesSerialization();
  private int jobFlows;

  private ProcessorTime(PaperCluster cluster, MeasuredOperator operator) {
    this.cluster = cluster;
    this.operator = operator;
  }

  /** Runs it. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path module = Path.of(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    Path folder = Files.createDirectories(module.resolve("target/processor-time"));
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try (PaperCluster cluster = new PaperCluster(keyStore(folder), PASSWORD, MANAGED_FIELDS);
        MeasuredOperator operator = operator(module, folder, cluster)) {
      ProcessorTime measurement = new ProcessorTime(cluster, operator);
      for (int round = 1; round <= rounds; round++) {
        StringBuilder line = new StringBuilder("round " + round);
        for (String shape : SHAPES) {
          line.append(measurement.run(shape));
          Distribution pauses = Distribution.of(cluster.takePauses());
          double rate = cluster.takeCreateRate();
          if (shape.startsWith("fan")) {
            line.append(String.format(Locale.ROOT, " (%.0f creates/s)", rate));
          }
          if (shape.startsWith("chain")) {
            line.append(
                String.format(
                    Locale.ROOT,
                    " (edge p50 %.1f ms, p99 %.1f ms)",
                    pauses.quantile(0.5),
                    pauses.quantile(0.99)));
          }
        }
        out.println(line + String.format(Locale.ROOT, "  RSS %.0f MiB", operator.peakMiB()));
        cluster.clear();
      }
      out.println("requests " + cluster.requests());
    }
    System.exit(0);
  }

  /** Returns the processor seconds for 1,000 Jobs, and in brackets those without the compilers'. */
  private String run(String shape) {
    List<Dag> all = new ArrayList<>();
    switch (shape) {
      case "50x10" -> {
        for (int number = 0; number < 50; number++) {
          all.add(Dag.fan(8));
        }
      }
      case "chain-100" -> all.add(Dag.chain(100));
      default -> all.add(Dag.fan(400));
    }
    double before = operator.cpuSeconds();
    double compiled = operator.compilerSeconds();
    int target = cluster.ended() + all.size();
    for (Dag dag : all) {
      cluster.submit(json.asJson(dag.inline("f" + jobFlows++)));
      Threads.pause(BETWEEN);
    }
    Threads.await("the JobFlows' end", Duration.ofMinutes(5), () -> cluster.ended() >= target);
    Threads.pause(Duration.ofMillis(300));
    double seconds = operator.cpuSeconds() - before;
    double own = seconds - (operator.compilerSeconds() - compiled);
    double thousands = all.stream().mapToInt(Dag::size).sum() / 1000.0;
    return String.format(
        Locale.ROOT, "  %s %.2f s (%.2f)", shape, seconds / thousands, own / thousands);
  }

  private static MeasuredOperator operator(Path module, Path folder, PaperCluster cluster)
      throws IOException {
    Path kubeconfig = folder.resolve("kubeconfig");
    Files.writeString(
        kubeconfig,
        "apiVersion: v1\nkind: Config\ncurrent-context: paper\n"
            + "contexts: [{name: paper, context: {cluster: paper, user: paper}}]\n"
            + "users: [{name: paper, user: {token: paper}}]\n"
            + "clusters: [{name: paper, cluster: {insecure-skip-tls-verify: true, server: "
            + "\"https://127.0.0.1:"
            + cluster.port()
            + "\"}}]\n");
    // or what they have taken would go with them
    List<String> flags = new ArrayList<>(List.of("-XX:-UseDynamicNumberOfCompilerThreads"));
    for (String flag : System.getProperty("bench.operator.flags", "").split(" ", -1)) {
      if (!flag.isEmpty()) {
        flags.add(flag);
      }
    }
    MeasuredOperator operator =
        MeasuredOperator.start(
            module.resolve("target/jobflow-operator.jar"),
            folder.resolve("operator.log"),
            flags,
            List.of(
                "--kubeconfig=" + kubeconfig,
                "--leader-elect=false",
                "--health-address=127.0.0.1:0",
                "--metrics-address=127.0.0.1:0"));
    Threads.await(
        "the operator's work",
        Duration.ofMinutes(2),
        () -> operator.hasSaid("Running JobFlows") || !operator.isAlive());
    return operator;
  }

  private static Path keyStore(Path folder) throws IOException, InterruptedException {
    Path file = folder.resolve("key.p12");
    Files.deleteIfExists(file);
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "paper",
                "-dname",
                "CN=127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .inheritIO()
            .start();
    if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
      throw new IOException("keytool made no key");
    }
    return file;
  }
}
