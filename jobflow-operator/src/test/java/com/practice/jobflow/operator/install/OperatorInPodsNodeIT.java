package com.practice.jobflow.operator.install;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.k8s.testing.Cluster;
import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.model.JobFlowStatus;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator in its pods runs Jobs in real containers. What a user sees of it is logged. */
class OperatorInPodsNodeIT {
  private static final Logger LOG = LoggerFactory.getLogger(OperatorInPodsNodeIT.class);
  private static final String TEMPLATE =
      "jobTemplate: {backoffLimit: 0, template: {spec: {containers: [{name: main, image: 'busybox:1.28',"
          + " command: [sh, -c, '%s']}]}}}";

  private static Installation installation;
  private static KubernetesClient client;

  @TempDir private Path folder;
  private String namespace;

  @BeforeAll
  static void install() {
    installation = Installation.install();
    client = installation.client();
  }

  @AfterAll
  static void uninstall() {
    installation.close();
  }

  @BeforeEach
  void createNamespace() {
    namespace = Cluster.namespace(client);
  }

  @AfterEach
  void deleteNamespace() {
    client.namespaces().withName(namespace).delete();
  }

  @Test
  void theExampleRunsInItsOrder() throws IOException {
    String example =
        Manifests.text("example.yaml").replace("sleep 100s", "sleep 4s").replace("10s", "2s");

    Resource<JobFlow> jobFlow = apply("jobflow-example", example);
    awaitPhase(jobFlow, "Running");
    String atTheStart = look("at the start", "get", "jf,jobs");
    await(jobFlow, status -> status.progress().startsWith("3"));
    String inTheMiddle = look("in the middle", "get", "jf,jobs");
    awaitPhase(jobFlow, "Succeeded");
    String atTheEnd = look("at the end", "get", "jf,jobs");
    look("at the end, wide", "get", "jf", "-o", "wide");

    assertThat(atTheStart).contains("Running", "0/5");
    assertThat(inTheMiddle).contains("Running", "3/5");
    assertThat(atTheEnd).contains("Succeeded", "5/5");
    Map<String, ContainerStateTerminated> ran = containers();
    assertThat(ran).containsOnlyKeys("job1", "job2", "job3", "job4", "job5");
    assertThat(started(ran, "job2")).isAfterOrEqualTo(finished(ran, "job1"));
    assertThat(started(ran, "job3")).isAfterOrEqualTo(finished(ran, "job1"));
    assertThat(started(ran, "job3")).isAfterOrEqualTo(finished(ran, "job2"));
    assertThat(started(ran, "job5")).isAfterOrEqualTo(finished(ran, "job2"));
    assertThat(started(ran, "job5")).isAfterOrEqualTo(finished(ran, "job4"));
    assertThat(started(ran, "job4")).isBefore(finished(ran, "job1"));
  }

  @Test
  void aFailureIsSeenAndNothingAfterItRuns() throws IOException {
    Resource<JobFlow> jobFlow =
        apply(
            "broken",
            jobFlow(
                "broken",
                flow("first", "true"),
                flow("second", "echo no such table >&2; exit 3", "dependencies: [first]"),
                flow("third", "true", "dependencies: [second]")));

    awaitPhase(jobFlow, "Failed");
    String afterwards = look("after a failure", "get", "jf,jobs");
    String wide = look("after a failure, wide", "get", "jf", "-o", "wide");
    String described = look("after a failure, described", "describe", "jf", "broken");

    assertThat(afterwards).contains("Failed", "3/3");
    assertThat(wide).contains("second");
    assertThat(described).contains("BackoffLimitExceeded");
    assertThat(containers()).containsOnlyKeys("first", "second");
    assertThat(containers().get("second").getExitCode()).isEqualTo(3);
  }

  @Test
  void whatIsGlobalAndSharedReachesTheContainers() throws IOException {
    Path shared = Files.createDirectory(folder.resolve("shared"));
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
    Resource<JobFlow> jobFlow =
        apply(
            "global",
            jobFlow(
                "global",
                "globalParams: {env: [{name: COLOUR, value: green}], labels: {team: night},"
                    + " annotations: {why: test}}",
                "shareVolumes: [{name: shared, hostPath: {path: '" + shared + "'}}]",
                flow(
                    "write",
                    "echo $COLOUR > /shared/colour",
                    "shareVolumeMounts: [{name: shared, mountPath: /shared}]"),
                flow(
                    "read",
                    "cat /shared/colour",
                    "dependencies: [write]",
                    "shareVolumeMounts: [{name: shared, mountPath: /shared}]")));

    awaitPhase(jobFlow, "Succeeded");

    assertThat(Program.run("kubectl", "--namespace", namespace, "logs", "job/global-read"))
        .isEqualTo("green\n");
    assertThat(client.pods().inNamespace(namespace).withLabel("team", "night").list().getItems())
        .hasSize(2)
        .allSatisfy(
            pod -> assertThat(pod.getMetadata().getAnnotations()).containsEntry("why", "test"));
  }

  @Test
  void theOtherReplicaGoesOnWhenTheLeadersPodIsDeleted() throws IOException {
    installation.awaitReady();
    Resource<JobFlow> jobFlow =
        apply(
            "chain",
            jobFlow(
                "chain",
                flow("a", "sleep 2"),
                flow("b", "sleep 2", "dependencies: [a]"),
                flow("c", "sleep 2", "dependencies: [b]"),
                flow("d", "sleep 2", "dependencies: [c]")));
    await(jobFlow, status -> status.progress().startsWith("1"));
    String leader = installation.awaitLeaderOtherThan("nobody");

    client.pods().inNamespace(Installation.NAMESPACE).withName(leader).delete();

    awaitPhase(jobFlow, "Succeeded");
    assertThat(installation.awaitLeaderOtherThan(leader)).isNotEqualTo(leader);
    assertThat(client.pods().inNamespace(namespace).list().getItems()).hasSize(4);
    assertThat(client.batch().v1().jobs().inNamespace(namespace).list().getItems()).hasSize(4);
    installation.awaitReady();
  }

  @Test
  void everyReplicaServesMetrics() throws IOException, InterruptedException {
    installation.awaitReady();
    assertThat(installation.pods()).hasSizeGreaterThanOrEqualTo(2);
    for (Pod pod : installation.pods()) {
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create("http://" + pod.getStatus().getPodIP() + ":8080/metrics"))
              .build();
      HttpResponse<String> response =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).contains("leader_election_master_status");
    }
  }

  private Resource<JobFlow> apply(String name, String manifest) throws IOException {
    Path file = Files.writeString(folder.resolve(name + ".yaml"), manifest);
    Program.run("kubectl", "--namespace", namespace, "apply", "-f", file.toString());
    return client.resources(JobFlow.class).inNamespace(namespace).withName(name);
  }

  private String look(String when, String... arguments) {
    String[] command = new String[arguments.length + 3];
    command[0] = "kubectl";
    command[1] = "--namespace";
    command[2] = namespace;
    System.arraycopy(arguments, 0, command, 3, arguments.length);
    String screen = Program.run(command);
    LOG.info("{}: kubectl {}\n{}", when, String.join(" ", arguments), screen);
    return screen;
  }

  private Map<String, ContainerStateTerminated> containers() {
    return client.pods().inNamespace(namespace).list().getItems().stream()
        .collect(
            Collectors.toMap(
                pod -> pod.getMetadata().getLabels().get("api.practice.com/flow"),
                pod -> pod.getStatus().getContainerStatuses().get(0).getState().getTerminated()));
  }

  private static void awaitPhase(Resource<JobFlow> jobFlow, String phase) {
    await(jobFlow, status -> phase.equals(status.phase()));
  }

  private static void await(Resource<JobFlow> jobFlow, Predicate<JobFlowStatus> condition) {
    jobFlow.waitUntilCondition(
        found -> found != null && found.getStatus() != null && condition.test(found.getStatus()),
        3,
        TimeUnit.MINUTES);
  }

  private static Instant started(Map<String, ContainerStateTerminated> ran, String flow) {
    return Instant.parse(ran.get(flow).getStartedAt());
  }

  private static Instant finished(Map<String, ContainerStateTerminated> ran, String flow) {
    return Instant.parse(ran.get(flow).getFinishedAt());
  }

  private static String flow(String name, String command, String... fields) {
    String more = fields.length == 0 ? "" : ", " + String.join(", ", fields);
    return "- {name: " + name + ", " + TEMPLATE.formatted(command) + more + "}";
  }

  /** Takes fields of the spec, then flows. */
  private static String jobFlow(String name, String... parts) {
    StringBuilder spec = new StringBuilder();
    StringBuilder flows = new StringBuilder();
    for (String part : parts) {
      (part.startsWith("- ") ? flows : spec).append("  ").append(part).append('\n');
    }
    return """
        apiVersion: api.practice.com/v1alpha1
        kind: JobFlow
        metadata: {name: %s}
        spec:
        %s  flows:
        %s"""
        .formatted(name, spec, flows);
  }
}
