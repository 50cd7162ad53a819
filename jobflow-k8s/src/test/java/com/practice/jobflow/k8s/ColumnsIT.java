package com.practice.jobflow.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.practice.jobflow.k8s.testing.JobFlows;
import com.practice.jobflow.model.JobFlow;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.http.HttpRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What {@code kubectl get jobflows} shows, as the API server answers it. */
class ColumnsIT extends ClusterTest {
  private static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io";

  @Test
  void showHowItGoesAndInTheEndHowLongItTook() {
    kubelet.hold("b");
    Resource<JobFlow> jobFlow = create(JobFlows.named("good").flow("a").flowAfter("b", "a"));

    awaitFlow(jobFlow, "b", "Running");
    await(jobFlow, status -> "running: b".equals(status.message()));

    assertThat(columns("good"))
        .containsEntry("Name", "good")
        .containsEntry("Status", "Running")
        .containsEntry("Progress", "1/2")
        .containsEntry("Duration", "")
        .containsEntry("Message", "running: b");
    kubelet.release("b");
    awaitPhase(jobFlow, "Succeeded");
    assertThat(columns("good"))
        .containsEntry("Status", "Succeeded")
        .containsEntry("Progress", "2/2")
        .containsEntry("Message", "");
    assertThat(columns("good").get("Duration")).matches("\\d+s|\\d+m\\d+s");
  }

  @Test
  void showWhyItFailed() {
    kubelet.fail("a", 1);
    Resource<JobFlow> jobFlow = create(JobFlows.named("bad").flow("a").flowAfter("b", "a"));

    awaitPhase(jobFlow, "Failed");

    assertThat(columns("bad"))
        .containsEntry("Status", "Failed")
        .containsEntry("Progress", "2/2")
        .containsEntry("Message", "a failed: BackoffLimitExceeded");
    assertThat(columns("bad").get("Duration")).isNotEmpty();
  }

  @Test
  void showWhatKeepsItFromStarting() {
    Resource<JobFlow> waits =
        create(JobFlows.named("waits").rawFlow("a", "jobTemplateRef: not-there"));
    Resource<JobFlow> wrong = create(JobFlows.named("wrong").flowAfter("a", "nobody"));

    await(waits, status -> status.message() != null);
    await(wrong, status -> status.message() != null);

    assertThat(columns("waits"))
        .containsEntry("Status", "Running")
        .containsEntry("Message", "a: TemplateNotFound");
    assertThat(columns("wrong"))
        .containsEntry("Status", "Invalid")
        .containsEntry(
            "Message",
            "invalid: flows[0].dependencies[0]: flow \"a\" depends on unknown flow \"nobody\"");
  }

  /** Returns what is shown without {@code -o wide}; empty for nothing. */
  private Map<String, String> columns(String jobFlow) {
    Table table = table(client, jobFlow);
    Map<String, String> shown = new LinkedHashMap<>();
    List<Object> cells = table.rows().get(0).cells();
    for (int i = 0; i < cells.size(); i++) {
      Column column = table.columnDefinitions().get(i);
      if (column.priority() == 0) {
        shown.put(column.name(), cells.get(i) == null ? "" : cells.get(i).toString());
      }
    }
    assertThat(new ArrayList<>(shown.keySet()))
        .containsExactly("Name", "Status", "Progress", "Duration", "Age", "Message");
    return shown;
  }

  private Table table(KubernetesClient client, String jobFlow) {
    HttpRequest request =
        client
            .getHttpClient()
            .newHttpRequestBuilder()
            .uri(
                client.getMasterUrl()
                    + "apis/api.practice.com/v1alpha1/namespaces/"
                    + namespace
                    + "/jobflows/"
                    + jobFlow)
            .header("Accept", TABLE)
            .build();
    String body =
        client
            .getHttpClient()
            .sendAsync(request, String.class)
            .orTimeout(30, TimeUnit.SECONDS)
            .join()
            .body();
    return client.getKubernetesSerialization().unmarshal(body, Table.class);
  }

  /** The part of a {@code meta.k8s.io} Table that people see. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Table(List<Column> columnDefinitions, List<Row> rows) {}

  /** A column's head. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Column(String name, int priority) {}

  /** A row. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Row(List<Object> cells) {}
}
