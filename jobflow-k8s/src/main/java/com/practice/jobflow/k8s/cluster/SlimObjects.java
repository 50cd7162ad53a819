package com.practice.jobflow.k8s.cluster;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import java.util.Map;
import java.util.function.BiConsumer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;

/**
 * Reads of the Jobs and pods that a watch tells of what somebody looks at, straight from the text:
 * the rest, which is most of it, is passed over.
 */
final class SlimObjects {
  private SlimObjects() {}

  static JacksonModule module() {
    return new SimpleModule("slim objects")
        .setMixInAnnotation(ObjectMeta.class, WithoutFieldManagers.class)
        .addDeserializer(WatchEvent.class, new Events());
  }

  private static final Map<String, Field<Job>> JOB =
      Map.of(
          "metadata", Field.of(ObjectMeta.class, Job::setMetadata),
          "spec", Field.of(SlimJobSpec.class, Job::setSpec),
          "status", Field.of(JobStatus.class, Job::setStatus));

  private static final Map<String, Field<Pod>> POD =
      Map.of(
          "metadata", Field.of(ObjectMeta.class, Pod::setMetadata),
          "status", Field.of(SlimPodStatus.class, Pod::setStatus));

  /** A quarter of an object is bookkeeping of field managers. */
  @JsonIgnoreProperties("managedFields")
  private interface WithoutFieldManagers {}

  /** All other fields are read: one that we do not know may be a rule that we do not know. */
  @JsonIgnoreProperties({"template", "selector"})
  @SuppressWarnings("serial") // never written by Java's own serialization
  static final class SlimJobSpec extends JobSpec {}

  /** What is left is the phase. */
  @JsonIgnoreProperties({"conditions", "containerStatuses", "initContainerStatuses"})
  @SuppressWarnings("serial") // never written by Java's own serialization
  static final class SlimPodStatus extends PodStatus {}

  /** Reads a value and puts it where it belongs. */
  private interface Field<T> {
    void read(T object, JsonParser parser, DeserializationContext context);

    static <T, V> Field<T> of(Class<V> type, BiConsumer<T, ? super V> setter) {
      return (object, parser, context) -> setter.accept(object, context.readValue(parser, type));
    }
  }

  /**
   * Reads an event. An API server says first of what kind an object is; where it does not, this
   * fails, and the client tries the long way.
   */
  private static final class Events extends StdDeserializer<WatchEvent> {
    private Events() {
      super(WatchEvent.class);
    }

    @Override
    public WatchEvent deserialize(JsonParser parser, DeserializationContext context) {
      WatchEvent event = new WatchEvent();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
          case "type" -> event.setType(parser.getString());
          case "object" -> event.setObject(object(parser, context));
          default -> parser.skipChildren();
        }
      }
      return event;
    }

    private static Object object(JsonParser parser, DeserializationContext context) {
      String kind = null;
      String apiVersion = null;
      while (parser.nextToken() == JsonToken.PROPERTY_NAME
          && (kind == null || apiVersion == null)) {
        String name = parser.currentName();
        if (name.equals("kind")) {
          kind = parser.nextStringValue();
        } else if (name.equals("apiVersion")) {
          apiVersion = parser.nextStringValue();
        } else {
          break;
        }
      }
      if (kind == null || apiVersion == null) {
        return context.reportInputMismatch(
            WatchEvent.class, "an object does not begin with its kind and apiVersion");
      }
      Object object =
          switch (apiVersion + " " + kind) {
            case "batch/v1 Job" -> read(parser, context, new Job(), JOB);
            case "v1 Pod" -> read(parser, context, new Pod(), POD);
            case "v1 Status" -> read(parser, context, Status.class);
            default -> read(parser, context, GenericKubernetesResource.class);
          };
      if (object instanceof GenericKubernetesResource resource) {
        resource.setKind(kind);
        resource.setApiVersion(apiVersion);
      }
      return object;
    }

    private static Object read(JsonParser parser, DeserializationContext context, Class<?> type) {
      return context
          .findRootValueDeserializer(context.constructType(type))
          .deserialize(parser, context);
    }

    private static <T> T read(
        JsonParser parser, DeserializationContext context, T object, Map<String, Field<T>> fields) {
      while (parser.currentToken() == JsonToken.PROPERTY_NAME) {
        Field<T> field = fields.get(parser.currentName());
        parser.nextToken();
        if (field == null) {
          parser.skipChildren();
        } else {
          field.read(object, parser, context);
        }
        parser.nextToken();
      }
      return object;
    }
  }
}
