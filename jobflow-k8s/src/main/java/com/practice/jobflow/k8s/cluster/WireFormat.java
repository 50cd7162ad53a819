package com.practice.jobflow.k8s.cluster;

import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.model.JobTemplate;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.model.jackson.Jackson2JdkTypesModule;
import java.util.List;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Reads whatever an API server sends.
 *
 * <p>One document holds many objects: a page of a list. Jackson refuses a whole document for one
 * value that is nested too deeply or one name that is too long, while the API server, which keeps
 * unknown fields of a template, lets both through. So one author could blind the operator to all
 * JobFlows of all others. Here the document is read, and the one object is judged by itself.
 */
public final class WireFormat {
  /** The API server's own decoder gives up at 10,000 levels; a list adds a few. */
  private static final int DEEPEST = 10_100;

  private WireFormat() {}

  /**
   * Returns a serialization of its own, for a client whose informers are to see every object.
   *
   * <p>It is for a controller, not for whoever wants to see all of an object: the Jobs and pods of
   * its watches come without the parts that no controller of ours looks at (a Job's template and
   * selector, a pod's spec, conditions and container statuses), and nothing has managed fields.
   *
   * <p>Such a client knows no plural of our kinds: asked for a generic resource of theirs, it has
   * to be given its {@link io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext}, or all
   * that it gets is 404.
   */
  public static KubernetesSerialization serialization() {
    StreamReadConstraints constraints =
        StreamReadConstraints.builder()
            .maxNestingDepth(DEEPEST)
            .maxNameLength(Integer.MAX_VALUE)
            .maxNumberLength(Integer.MAX_VALUE)
            .maxStringLength(Integer.MAX_VALUE)
            .build();
    JsonMapper mapper =
        JsonMapper.builder(
                JsonFactory.builderWithJackson2Defaults()
                    .streamReadConstraints(constraints)
                    .build())
            .configureForJackson2()
            .addModule(new Jackson2JdkTypesModule())
            .addModule(new SimpleModule().addDeserializer(Object.class, new CutValues()))
            .addModule(SlimObjects.module())
            .build();
    KubernetesSerialization serialization = new KubernetesSerialization(mapper, true);
    // else an event would be read as our own type on its way to the informer, and fail there
    for (Class<? extends CustomResource<?, ?>> type : List.of(JobFlow.class, JobTemplate.class)) {
      serialization.registerKubernetesResource(
          HasMetadata.getApiVersion(type),
          HasMetadata.getKind(type),
          GenericKubernetesResource.class);
    }
    return serialization;
  }
}
