package com.practice.jobflow.operator.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;

/** What is in {@code yaml/}, seen from this module's folder, in which Maven runs tests. */
public final class Manifests {
  static final Path FOLDER = Path.of("..", "yaml");

  private static final String END = "(?m)^---$";
  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();
  private static final ObjectMapper STRICT = strict();
  private static final Map<String, List<HasMetadata>> READ = new ConcurrentHashMap<>();

  private Manifests() {}

  /** Returns the objects of a file; a field that Kubernetes does not know is an error. */
  public static List<HasMetadata> read(String file) {
    return READ.computeIfAbsent(file, name -> parse(text(name)));
  }

  /** Returns the objects of a text; a field that Kubernetes does not know is an error. */
  public static List<HasMetadata> parse(String text) {
    List<HasMetadata> objects = new ArrayList<>();
    for (String document : text.split(END, -1)) {
      HasMetadata lenient = SERIALIZATION.unmarshal(document, HasMetadata.class);
      Map<?, ?> fields = SERIALIZATION.unmarshal(document, Map.class);
      objects.add(STRICT.convertValue(fields, lenient.getClass()));
    }
    return objects;
  }

  /** Returns the one object of a kind that is in a file. */
  public static <T extends HasMetadata> T read(String file, Class<T> kind) {
    List<T> found = read(file).stream().filter(kind::isInstance).map(kind::cast).toList();
    assertThat(found).as("%s in %s", kind.getSimpleName(), file).hasSize(1);
    return found.get(0);
  }

  /** Returns what a kustomization lists under a key. */
  static List<String> listed(String folder, String key) {
    Map<?, ?> kustomization =
        SERIALIZATION.unmarshal(text(folder + "kustomization.yaml"), Map.class);
    Object entries = kustomization.get(key);
    return entries == null
        ? List.of()
        : ((List<?>) entries).stream().map(Object::toString).toList();
  }

  /** Returns the manifests in a folder, without the kustomization. */
  static List<String> files(String folder) {
    try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml") && !name.equals("kustomization.yaml"))
          .sorted()
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static String text(String file) {
    try {
      return Files.readString(FOLDER.resolve(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The models put unknown fields aside; without the place for it, they are refused. */
  private static ObjectMapper strict() {
    return JsonMapper.builder()
        .annotationIntrospector(
            new JacksonAnnotationIntrospector() {
              @Override
              public Boolean hasAnySetter(MapperConfig<?> config, Annotated annotated) {
                return false;
              }
            })
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .build();
  }
}
