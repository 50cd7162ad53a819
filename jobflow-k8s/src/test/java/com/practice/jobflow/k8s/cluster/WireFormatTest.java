package com.practice.jobflow.k8s.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.WatchEvent;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WireFormatTest {
  private static final String DEEP = "{\"a\": ".repeat(9_000) + "1" + "}".repeat(9_000);
  private static final List<String> HOSTILE =
      List.of(
          DEEP,
          "[".repeat(9_000) + "]".repeat(9_000),
          "{\"" + "k".repeat(1_400_000) + "\": 1}",
          "1" + "0".repeat(5_000));

  @Test
  void readsAListWhateverIsInOneOfItsObjects() {
    String items =
        Stream.concat(HOSTILE.stream(), Stream.of("{}"))
            .map(WireFormatTest::object)
            .collect(Collectors.joining(","));

    GenericKubernetesResourceList list =
        WireFormat.serialization()
            .unmarshal(
                "{\"apiVersion\": \"v1\", \"kind\": \"List\", \"items\": [" + items + "]}",
                GenericKubernetesResourceList.class);

    assertThat(list.getItems()).hasSize(HOSTILE.size() + 1);
  }

  @Test
  void readsAnEventWhateverIsInItsObject() {
    for (String spec : HOSTILE) {
      WatchEvent event =
          WireFormat.serialization()
              .unmarshal(
                  "{\"type\": \"ADDED\", \"object\": " + object(spec) + "}", WatchEvent.class);

      assertThat(event.getObject()).isInstanceOf(GenericKubernetesResource.class);
    }
  }

  private static String object(String spec) {
    return "{\"apiVersion\": \"example.com/v1\", \"kind\": \"JobFlow\", \"metadata\": {\"name\":"
        + " \"n\"}, \"spec\": "
        + spec
        + "}";
  }
}
