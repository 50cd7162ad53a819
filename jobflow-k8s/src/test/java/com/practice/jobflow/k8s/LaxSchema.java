package com.practice.jobflow.k8s;

import com.practice.jobflow.model.JobFlow;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;

/**
 * A while in which the API server takes any JobFlow, as an older or a broken schema would. All
 * tests of the cluster see it, so whoever uses it has the cluster to itself.
 */
final class LaxSchema implements AutoCloseable {
  /** Named in full: asked for its kind alone, the client takes our serialization's word for it. */
  static final ResourceDefinitionContext JOB_FLOWS =
      ResourceDefinitionContext.fromResourceType(JobFlow.class);

  private static final String NAME = "jobflows.api.practice.com";
  private static final int UNPROCESSABLE = 422;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final JSONSchemaProps ANYTHING =
      new JSONSchemaPropsBuilder()
          .withType("object")
          .withXKubernetesPreserveUnknownFields(true)
          .build();

  private final KubernetesClient client;

  LaxSchema(KubernetesClient client) {
    this.client = client;
    try {
      serve(ANYTHING, true);
    } catch (RuntimeException | AssertionError failed) {
      try {
        close();
      } catch (RuntimeException | AssertionError again) {
        failed.addSuppressed(again);
      }
      throw failed;
    }
  }

  /**
   * Stores a JobFlow as it is.
   *
   * @param fields what it has beside its metadata, as members of a JSON object
   */
  void store(String namespace, String name, String fields) {
    post(namespace, "", name, fields);
  }

  void patchStatus(String namespace, String name, String mergePatch) {
    client
        .genericKubernetesResources(JOB_FLOWS)
        .inNamespace(namespace)
        .withName(name)
        .subresource("status")
        .patch(PatchContext.of(PatchType.JSON_MERGE), mergePatch);
  }

  @Override
  public void close() {
    serve(shipped(), false);
  }

  /**
   * Returns once requests are judged by the schema: the API server sees a change of its own
   * definitions a moment after it has stored it, and then goes by it for all requests to come.
   */
  private void serve(JSONSchemaProps schema, boolean lax) {
    CustomResourceDefinition definition =
        client.apiextensions().v1().customResourceDefinitions().withName(NAME).get();
    definition.getSpec().getVersions().get(0).getSchema().setOpenAPIV3Schema(schema);
    // the API server's own controllers write to it, too
    definition.getMetadata().setResourceVersion(null);
    client.resource(definition).update();
    long begin = System.nanoTime();
    while (takesNonsense() != lax) {
      if (System.nanoTime() - begin > PATIENCE.toNanos()) {
        throw new AssertionError("the API server does not go by the schema that it was given");
      }
    }
  }

  /** Only the schema's own no is one: whatever else goes wrong says nothing about it. */
  private boolean takesNonsense() {
    try {
      post("default", "?dryRun=All", "nonsense", "\"spec\": {\"flows\": \"nonsense\"}");
      return true;
    } catch (KubernetesClientException refused) {
      if (refused.getCode() != UNPROCESSABLE) {
        throw refused;
      }
      return false;
    }
  }

  private void post(String namespace, String query, String name, String fields) {
    client.raw(
        "/apis/api.practice.com/v1alpha1/namespaces/" + namespace + "/jobflows" + query,
        "POST",
        "{\"apiVersion\": \"api.practice.com/v1alpha1\", \"kind\": \"JobFlow\", \"metadata\":"
            + " {\"name\": \""
            + name
            + "\"}, "
            + fields
            + "}");
  }

  /** Not what is served at the moment: that may be what a broken-off test has left behind. */
  private JSONSchemaProps shipped() {
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
}
