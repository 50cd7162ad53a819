package com.practice.jobflow.k8s.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.k8s.testing.JobFlows;
import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.model.JobFlowSpec;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectItemStoreTest {
  private final KubernetesSerialization serialization = new KubernetesSerialization();
  private final ObjectDecoder decoder = new ObjectDecoder(serialization);
  private final Census census = new Census();
  private final ObjectCache<JobFlow> cache = new ObjectCache<>(census);
  private final ObjectItemStore<JobFlow> store =
      new ObjectItemStore<>(cache, (raw, before) -> decoder.decode(raw, before, JobFlow.class));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{spec: {flows: nonsense}}",
        "{spec: {parallelism: 99999999999999999999}}",
        "{spec: {flows: [{name: {a: b}}]}}",
        "{spec: [1, 2, 3]}",
        "{status: {conditions: true}}",
        "{status: {observedGeneration: often}}",
        "{spec: {flows: [{jobTemplate: {template: {spec: {containers: {}}}}}]}}"
      })
  void keepsAnObjectThatItCannotReadFromDisturbingOthers(String content) {
    store.put("ns/good", raw("good", 1, JobFlows.named("good").flow("a").build()));
    GenericKubernetesResource bad = raw("bad", 1, new JobFlow());
    bad.setAdditionalProperties(
        serialization
            .unmarshal(block(content), GenericKubernetesResource.class)
            .getAdditionalProperties());

    store.put("ns/bad", bad);

    assertThat(cache.get("ns", "bad").orElseThrow().value()).isEmpty();
    assertThat(cache.get("ns", "bad").orElseThrow().problem()).isNotBlank();
    assertThat(census.figures().unreadable()).isEqualTo(1);
    assertThat(cache.get("ns", "good").orElseThrow().value()).isPresent();
    store.put("ns/bad", raw("bad", 2, JobFlows.named("bad").flow("a").build()));
    assertThat(census.figures().unreadable()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{spec: {flows: [{jobTemplate: {template: {spec: {containers: [{env: s3cret}]}}}}]}}",
        "{spec: {flows: [{jobTemplate: {parallelism: 'a \"s3cret\": not a s3cret'}}]}}",
        "{spec: {flows: [{jobTemplate: {suspend: s3cret}}]}}"
      })
  void neverQuotesWhatItCannotRead(String content) {
    GenericKubernetesResource bad = raw("bad", 1, new JobFlow());
    bad.setAdditionalProperties(
        serialization
            .unmarshal(block(content), GenericKubernetesResource.class)
            .getAdditionalProperties());

    store.put("ns/bad", bad);

    assertThat(cache.get("ns", "bad").orElseThrow().problem())
        .contains("[\"spec\"][\"flows\"][0][\"jobTemplate\"]")
        .doesNotContain("s3cret");
  }

  @Test
  void ignoresFieldsOfANewerVersion() {
    GenericKubernetesResource newer = raw("f", 1, JobFlows.named("f").flow("a").build());
    newer.setAdditionalProperty("status", Map.of("phase", "Running", "mood", "good"));

    store.put("ns/f", newer);

    assertThat(cache.get("ns", "f").orElseThrow().value()).isPresent();
  }

  @Test
  void readsASpecOnceForEachGeneration() {
    store.put("ns/f", raw("f", 1, JobFlows.named("f").flow("a").build()));
    JobFlowSpec first = spec();
    store.put("ns/f", raw("f", 1, JobFlows.named("f").flow("a").build()));
    JobFlowSpec same = spec();
    store.put("ns/f", raw("f", 2, JobFlows.named("f").flow("b").build()));

    assertThat(same).isSameAs(first);
    assertThat(spec().flows().get(0).name()).isEqualTo("b");
  }

  @Test
  void tellsAnInformerWhichVersionItHas() {
    store.put("ns/f", raw("f", 1, JobFlows.named("f").flow("a").build()));

    assertThat(store.get("ns/f").getMetadata().getResourceVersion()).isEqualTo("5");
    assertThat(store.keySet()).containsExactly("ns/f");
    assertThat(store.remove("ns/f")).isNotNull();
    assertThat(store.values()).isEmpty();
    assertThat(cache.keys()).isEmpty();
  }

  @Test
  void recognizesAnObjectThatIsMarkedAlready() {
    GenericKubernetesResource bad = raw("bad", 1, new JobFlow());
    bad.setAdditionalProperties(
        Map.of(
            "spec",
            List.of(),
            "status",
            Map.of("conditions", List.of(Map.of("type", "Stalled", "reason", "Unreadable")))));

    store.put("ns/bad", bad);

    assertThat(cache.get("ns", "bad").orElseThrow().marked()).isTrue();
  }

  private JobFlowSpec spec() {
    return cache.get("ns", "f").orElseThrow().value().orElseThrow().getSpec();
  }

  private GenericKubernetesResource raw(String name, long generation, JobFlow jobFlow) {
    jobFlow.getMetadata().setNamespace("ns");
    jobFlow.getMetadata().setName(name);
    jobFlow.getMetadata().setUid("uid-" + name);
    jobFlow.getMetadata().setResourceVersion("5");
    jobFlow.getMetadata().setGeneration(generation);
    return serialization.convertValue(jobFlow, GenericKubernetesResource.class);
  }

  /** The serialization takes text that begins with a brace for JSON. */
  private static String block(String content) {
    return content.substring(1, content.length() - 1);
  }
}
