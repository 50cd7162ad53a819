package com.practice.jobflow.k8s.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A list of components that a build has made, in CycloneDX's form.
 *
 * @param components in the list's order
 */
public record ComponentList(List<Component> components) {
  /** A library in one version. */
  public record Component(String group, String name, String version) {
    /** Returns what its jar is called. */
    public String jar() {
      return name + "-" + version + ".jar";
    }
  }

  /** Reads the list that the system property {@code jobflow.components} names. */
  public static ComponentList made() {
    Path file = Path.of(System.getProperty("jobflow.components"));
    JsonNode components = new JsonMapper().readTree(file.toFile()).path("components");
    return new ComponentList(
        components
            .valueStream()
            .map(
                component ->
                    new Component(
                        component.path("group").asString(),
                        component.path("name").asString(),
                        component.path("version").asString()))
            .toList());
  }

  /** Returns the names of all components' jars. */
  public Set<String> jars() {
    Set<String> jars = new TreeSet<>();
    components.forEach(component -> jars.add(component.jar()));
    return jars;
  }

  /** Returns the names of the jars that a program's jar asks for. */
  public static Set<String> neededBy(Path program) {
    try (JarFile jar = new JarFile(program.toFile())) {
      String classPath = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      Set<String> jars = new TreeSet<>();
      Arrays.stream(classPath.split(" ", -1))
          .map(entry -> entry.substring(entry.lastIndexOf('/') + 1))
          .forEach(jars::add);
      return jars;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Returns what OSV is asked about each component that others publish. */
  Map<String, Object> questions() {
    return Map.of("queries", published().stream().map(ComponentList::question).toList());
  }

  List<Component> published() {
    return components.stream()
        .filter(component -> !component.group().equals("com.practice.jobflow"))
        .toList();
  }

  private static Map<String, Object> question(Component component) {
    return Map.of(
        "version",
        component.version(),
        "package",
        Map.of("ecosystem", "Maven", "name", component.group() + ":" + component.name()));
  }
}
