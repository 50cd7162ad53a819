package com.practice.jobflow.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The definitions on a real API server. */
class CrdIT {
  private static final String NAMESPACE = "crd-it-" + ProcessHandle.current().pid();
  private static final String TEMPLATE =
      "jobTemplate: {template: {spec: {containers: [{name: c, image: i}]}}}";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path folder;
  private static Kubectl kubectl;

  @BeforeAll
  static void install() {
    kubectl = new Kubectl(NAMESPACE, folder);
    // A 1.20 kubectl does not know CEL rules; a newer server checks all the same.
    kubectl.run(
        "apply", "--validate=false", "-k", Repository.YAML_FOLDER.resolve("crd").toString());
    for (String name : new String[] {"jobflows", "jobtemplates"}) {
      awaitEstablished(name + ".api.practice.com");
    }
    kubectl.run("create", "namespace", NAMESPACE);
  }

  /**
   * A kubectl before 1.21 takes a definition without any condition yet for a mistake: once more.
   */
  private static void awaitEstablished(String definition) {
    String[] wait = {"wait", "--for=condition=Established", "--timeout=30s", "crd/" + definition};
    for (int i = 0; i < 20; i++) {
      if (kubectl.call(wait).exitCode() == 0) {
        return;
      }
    }
    kubectl.run(wait);
  }

  @AfterAll
  static void cleanUp() {
    kubectl.run("delete", "namespace", NAMESPACE, "--wait=false");
  }

  static Stream<Path> examples() throws IOException {
    try (Stream<Path> examples = Files.list(Repository.YAML_FOLDER.resolve("examples"))) {
      return Stream.concat(
          Stream.of("example.yaml", "quickstart.yaml").map(Repository.YAML_FOLDER::resolve),
          examples.sorted().toList().stream());
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void acceptsEveryExampleUnchanged(Path example) {
    kubectl.run("apply", "-f", example.toString());

    assertThat(kubectl.run("apply", "-f", example.toString())).contains(" unchanged");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          flows: []                                                               | at least 1 items
          parallelism: 1                                                          | spec.flows
          flows: [{name: a, jobTemplate: {template: {spec: {}}}}]                 | containers
          flows: [{name: a, jobTemplate: {template: {}}}]                         | template.spec
          flows: [{name: a, jobTemplate: {}}]                                     | template
          flows: [{jobTemplateRef: t}]                                            | name
          flows: [{name: A_b, jobTemplateRef: t}]                                 | should match
          flows: [{name: a.b, jobTemplateRef: t}]                                 | should match
          flows: [{name: a, jobTemplateRef: ''}]                                  | jobTemplateRef
          flows: [{name: a, jobTemplateRef: t, dependencies: b}]                  | type array
          flows: [{name: a, jobTemplateRef: t, dependencies: [1]}]                | type string
          flows: [{name: a, jobTemplateRef: t, allowFailure: 1}]                  | type boolean
          flows: [{name: a, jobTemplateRef: t, retry: {}}]                        | limit
          flows: [{name: a, jobTemplateRef: t, retry: {limit: -1}}]               | equal to 0
          flows: [{name: a, jobTemplateRef: t}]; finally: [{name: z, jobTemplateRef: t, when: X}] | "X"
          flows: [{name: a, jobTemplateRef: t}]; failurePolicy: Maybe             | "Maybe"
          flows: [{name: a, jobTemplateRef: t}]; parallelism: 0                   | equal to 1
          flows: [{name: a, jobTemplateRef: t}]; parallelism: 2147483648          | 2147483647
          flows: [{name: a, jobTemplateRef: t}]; attempt: 0                       | equal to 1
          flows: [{name: a, jobTemplateRef: t}]; activeDeadlineSeconds: -1        | equal to 1
          flows: [{name: a, jobTemplateRef: t}]; ttlSecondsAfterFinished: -1      | equal to 0
          flows: [{name: a, jobTemplateRef: t}]; suspend: 'yes'                   | type boolean
          flows: [{name: a, jobTemplateRef: t}]; globalParams: {labels: {a: 1}}   | type string
          flows: [{name: a, jobTemplateRef: t}]; shareVolumes: [{emptyDir: {}}]   | name
          """)
  void refusesAJobFlow(String spec, String complaint) {
    assertThat(apply(jobFlow("refused", spec.replace("; ", "\n  "))))
        .satisfies(
            answer -> {
              assertThat(answer.exitCode()).isNotZero();
              assertThat(answer.output()).contains(complaint);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          backoffLimit: many                                       | type integer
          backoffLimit: -1                                         | equal to 0
          backoffLimit: 2147483648                                 | 2147483647
          backoffLimit: 1.5                                        | type integer
          completionMode: Sometimes                                | "Sometimes"
          suspend: 1                                               | type boolean
          template: {spec: {containers: []}}                       | containers
          template: {spec: {containers: [{image: i}]}}             | name
          template: {spec: {containers: [{name: c}, {name: c}]}}   | Duplicate
          template: {spec: {containers: [{name: c, command: sh}]}} | type array
          template: {spec: {containers: [{name: c, ports: [{containerPort: http}]}]}} | type integer
          template: {spec: {containers: [{name: c, imagePullPolicy: Often}]}} | "Often"
          template: {spec: {containers: [{name: c, resources: {limits: {cpu: much}}}]}} | should match
          template: {spec: {containers: [{name: c, resources: {limits: {cpu: true}}}]}} | limits.cpu
          template: {spec: {containers: [{name: c, resources: {limits: {cpu: []}}}]}} | limits.cpu
          template: {spec: {containers: [{name: c}], volumes: [{name: v}, {name: v}]}} | Duplicate
          template: {spec: {containers: [{name: c}], restartPolicy: Perhaps}} | "Perhaps"
          """)
  void refusesATemplateInBothKinds(String field, String complaint) {
    String template =
        field.startsWith("template:")
            ? field
            : field + ", template: {spec: {containers: [{name: c}]}}";
    String flows = "flows: [{name: a, jobTemplate: {" + template + "}}]";
    String shared =
        """
        apiVersion: api.practice.com/v1alpha1
        kind: JobTemplate
        metadata: {name: refused}
        spec: {jobTemplate: {%s}}
        """
            .formatted(template);

    assertThat(Stream.of(apply(jobFlow("refused", flows)), apply(shared)))
        .allSatisfy(
            answer -> {
              assertThat(answer.exitCode()).isNotZero();
              assertThat(answer.output()).contains(complaint);
            });
  }

  @Test
  void fillsInDefaults() throws IOException {
    accept(jobFlow("defaults", "flows: [{name: a, " + TEMPLATE + "}]"));

    JsonNode spec = read("defaults").get("spec");
    assertThat(spec.get("failurePolicy").asText()).isEqualTo("FailFast");
    assertThat(spec.get("suspend").asBoolean()).isFalse();
    assertThat(spec.get("cancel").asBoolean()).isFalse();
    assertThat(spec.get("attempt").asInt()).isEqualTo(1);
  }

  @Test
  void acceptsWhatWasWrittenForTheOriginalOperator() throws IOException {
    accept(
        jobFlow(
            "original",
            """
            globalParams:
                env: [{name: FOO, value: bar}]
                labels: {key1: value1}
                annotations: {key2: value2}
                nodeName: minikube
              shareVolumes:
              - {name: scripts, configMap: {name: scripts}}
              - {name: host, hostPath: {path: /data}}
              flows:
              - {name: job1, dependencies: [], jobTemplateRef: base}
              - name: job2
                dependencies: [job1]
                shareVolumeMounts: [{name: scripts, mountPath: /scripts}]
                jobTemplate:
                  backoffLimit: 0
                  template:
                    metadata: {creationTimestamp: null}
                    spec:
                      restartPolicy: OnFailure
                      containers: [{name: c, image: i, resources: {}, env: [{name: A}, {name: A}]}]
            """));

    JsonNode spec = read("original").get("spec");
    assertThat(spec.at("/globalParams/nodeName").asText()).isEqualTo("minikube");
    assertThat(spec.at("/globalParams/env/0/value").asText()).isEqualTo("bar");
    assertThat(spec.at("/shareVolumes/0/configMap/name").asText()).isEqualTo("scripts");
    assertThat(spec.at("/flows/0/jobTemplateRef").asText()).isEqualTo("base");
    assertThat(spec.at("/flows/1/shareVolumeMounts/0/mountPath").asText()).isEqualTo("/scripts");
    assertThat(spec.at("/flows/1/jobTemplate/template/spec/containers/0/env")).hasSize(2);
  }

  @Test
  void keepsUnknownFieldsOfATemplateAndDropsThoseOfOurOwn() throws IOException {
    accept(
        jobFlow(
            "unknown",
            "colour: red\n  flows: [{name: a, shape: round, jobTemplate: {newInJob: 1, template:"
                + " {newInTemplate: 2, spec: {newInPod: {deep: 3},"
                + " containers: [{name: c, newInContainer: [4]}]}}}}]"));

    JsonNode spec = read("unknown").get("spec");
    assertThat(spec.has("colour")).isFalse();
    assertThat(spec.at("/flows/0").has("shape")).isFalse();
    JsonNode job = spec.at("/flows/0/jobTemplate");
    assertThat(job.at("/newInJob").asInt()).isEqualTo(1);
    assertThat(job.at("/template/newInTemplate").asInt()).isEqualTo(2);
    assertThat(job.at("/template/spec/newInPod/deep").asInt()).isEqualTo(3);
    assertThat(job.at("/template/spec/containers/0/newInContainer/0").asInt()).isEqualTo(4);
  }

  @Test
  void acceptsEveryWayToWriteAQuantity() throws IOException {
    accept(
        jobFlow(
            "quantities",
            "flows: [{name: a, jobTemplate: {template: {spec: {containers: [{name: c, resources:"
                + " {limits: {cpu: 0.5, memory: 1Gi, a/b: 2, c/d: '1e3', e/f: -1.5k}}}]}}}}]"));

    assertThat(
            read("quantities")
                .at("/spec/flows/0/jobTemplate/template/spec/containers/0/resources/limits/cpu")
                .asDouble())
        .isEqualTo(0.5);
  }

  @Test
  void listsJobFlowsWithTheirColumns() throws IOException {
    accept(jobFlow("listed", "flows: [{name: a, " + TEMPLATE + "}]"));
    ObjectNode object = (ObjectNode) read("listed");
    object
        .putObject("status")
        .put("phase", "Running")
        .put("progress", "0/1")
        .put("startTime", "2026-01-01T00:00:00Z")
        .put("duration", "12s")
        .put("message", "running: a")
        .putArray("flows")
        .addObject()
        .put("name", "a")
        .put("phase", "Running")
        .put("startTime", "2026-01-01T00:00:00Z");
    kubectl.run(
        "replace",
        "--raw",
        "/apis/api.practice.com/v1alpha1/namespaces/" + NAMESPACE + "/jobflows/listed/status",
        "-f",
        kubectl.file(object.toString()));

    assertThat(kubectl.run("get", "jf", "listed"))
        .containsPattern("NAME +STATUS +PROGRESS +DURATION +AGE +MESSAGE\n")
        .containsPattern("listed +Running +0/1 +12s +\\w+ +running: a\n");
    assertThat(kubectl.run("get", "jf", "listed", "-o", "wide"))
        .containsPattern("PROGRESS +START +DURATION");
    assertThat(kubectl.run("get", "all")).contains("jobflow.api.practice.com/listed");
  }

  @Test
  void explainsOurFields() {
    // The server publishes a new schema some seconds after it has accepted the definition.
    assertThat(Stream.generate(() -> kubectl.call("explain", "jobflow.spec.finally")).limit(100))
        .anySatisfy(
            answer -> assertThat(answer.output()).contains("After which verdict of spec.flows"));
    assertThat(kubectl.run("explain", "jf.spec"))
        .contains("FailFast: nothing new starts", "Raise it on an ended JobFlow");
    assertThat(kubectl.run("explain", "jobflow.spec.flows"))
        .contains("atLeast(k, x, y, z)", "a native batch/v1 JobSpec");
  }

  @Test
  void takesFiveThousandFlows() throws IOException {
    String flows =
        IntStream.range(0, 5_000)
            .mapToObj(
                number ->
                    "{\"name\":\"flow-%d\",\"dependencies\":[%s],%s}"
                        .formatted(
                            number,
                            number == 0 ? "" : "\"flow-" + (number - 1) + "\"",
                            "\"jobTemplate\":{\"template\":{\"spec\":{\"containers\":"
                                + "[{\"name\":\"main\",\"image\":\"busybox:1.28\","
                                + "\"command\":[\"sh\",\"-c\",\"true\"]}]}}}"))
            .reduce((some, more) -> some + "," + more)
            .orElseThrow();

    // Not apply: its annotation, a second copy of the manifest, may have 256 KiB.
    kubectl.run(
        "create",
        "--validate=false",
        "-f",
        kubectl.file(jobFlow("large", "flows: [" + flows + "]")));

    assertThat(read("large").at("/spec/flows")).hasSize(5_000);
  }

  private static String jobFlow(String name, String spec) {
    return """
    apiVersion: api.practice.com/v1alpha1
    kind: JobFlow
    metadata: {name: %s}
    spec:
      %s
    """
        .formatted(name, spec.strip());
  }

  /** Leaves the judgement to the server. */
  private static Kubectl.Answer apply(String manifest) {
    return kubectl.call("apply", "--validate=false", "-f", kubectl.file(manifest));
  }

  private static void accept(String manifest) {
    kubectl.run("apply", "--validate=false", "-f", kubectl.file(manifest));
  }

  private static JsonNode read(String name) throws IOException {
    return JSON.readTree(kubectl.run("get", "jobflow", name, "-o", "json"));
  }
}
