package com.practice.jobflow.k8s;

import com.practice.jobflow.model.JobFlow;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;

/** A while in which the API server takes any JobFlow, as an older or a broken schema would. */
final class LaxSchema implements AutoCloseable {
  private static final String NAME = "jobflows.api.practice.com";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final JSONSchemaProps ANYTHING =
      new JSONSchemaPropsBuilder()
          .withType("object")
          .withXKubernetesPreserveUnknownFields(true)
          .build();

  private final KubernetesClient client;
  private final JSONSchemaProps strict;

  LaxSchema(KubernetesClient client) {
    this.client = client;
    this.strict = shipped(client);
    replace(ANYTHING, true);
  }

  /** Stores a JobFlow as it is; the schema takes a moment to be the new one everywhere. */
  void store(String namespace, String yaml) {
    GenericKubernetesResource object =
        client.getKubernetesSerialization().unmarshal(yaml, GenericKubernetesResource.class);
    object.getMetadata().setNamespace(namespace);
    client.resource(object).create();
  }

  void patchStatus(String namespace, String name, String mergePatch) {
    client
        .genericKubernetesResources(JobFlow.GROUP + "/" + JobFlow.VERSION, "JobFlow")
        .inNamespace(namespace)
        .withName(name)
        .subresource("status")
        .patch(PatchContext.of(PatchType.JSON_MERGE), mergePatch);
  }

  @Override
  public void close() {
    replace(strict, false);
  }

  private void replace(JSONSchemaProps schema, boolean lax) {
    CustomResourceDefinition definition = definition();
    definition.getSpec().getVersions().get(0).getSchema().setOpenAPIV3Schema(schema);
    client.resource(definition).update();
    awaitEffect(lax);
  }

  /** A wrong type is refused by the strict schema and taken by the lax one. */
  private void awaitEffect(boolean lax) {
    GenericKubernetesResource probe = new GenericKubernetesResource();
    probe.setApiVersion(JobFlow.GROUP + "/" + JobFlow.VERSION);
    probe.setKind("JobFlow");
    probe.setMetadata(new ObjectMetaBuilder().withName("probe").withNamespace("default").build());
    probe.setAdditionalProperty("spec", Map.of("flows", "nonsense"));
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < PATIENCE.toNanos()) {
      if (takes(probe) == lax) {
        return;
      }
    }
    throw new AssertionError("the schema has not changed");
  }

  private boolean takes(GenericKubernetesResource probe) {
    try {
      client.resource(probe).dryRun(true).create();
      return true;
    } catch (KubernetesClientException refused) {
      return false;
    }
  }

  private static JSONSchemaProps shipped(KubernetesClient client) {
    try (InputStream yaml = JobFlow.class.getResourceAsStream("crd/" + NAME + ".yaml")) {
      return client
          .getKubernetesSerialization()
          .unmarshal(yaml, CustomResourceDefinition.class)
          .getSpec()
          .getVersions()
          .get(0)
          .getSchema()
          .getOpenAPIV3Schema();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private CustomResourceDefinition definition() {
    return client.apiextensions().v1().customResourceDefinitions().withName(NAME).get();
  }
}
