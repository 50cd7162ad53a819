package com.practice.jobflow.cli.run.pod;

import com.practice.jobflow.cli.run.pod.ContainerPlan.Mount;
import com.practice.jobflow.cli.run.pod.ContainerPlan.Privileges;
import com.practice.jobflow.cli.run.pod.ContainerPlan.Role;
import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Resolves a pod template for one pod. Stateless; what the template asks for and no machine could
 * give was refused before.
 */
public final class PodPlanner {
  /** Kubernetes' default for {@code terminationGracePeriodSeconds}. */
  private static final long USUAL_GRACE_SECONDS = 30;

  private PodPlanner() {}

  /**
   * Returns the pod.
   *
   * @param added variables that every container gets unless it has its own of that name
   */
  public static PodPlan plan(
      PodTemplateSpec template, PodIdentity identity, Map<String, String> added) {
    PodSpec spec = template.getSpec();
    Long grace = spec.getTerminationGracePeriodSeconds();
    Long deadline = spec.getActiveDeadlineSeconds();
    List<ContainerPlan> init = new ArrayList<>();
    for (Container container : spec.getInitContainers()) {
      boolean sidecar = "Always".equals(container.getRestartPolicy());
      init.add(container(spec, container, sidecar ? Role.SIDECAR : Role.INIT, identity, added));
    }
    List<ContainerPlan> main = new ArrayList<>();
    for (Container container : spec.getContainers()) {
      main.add(container(spec, container, Role.MAIN, identity, added));
    }
    return new PodPlan(
        identity,
        init,
        main,
        spec.getVolumes().stream().map(Volume::getName).toList(),
        Duration.ofSeconds(grace == null ? USUAL_GRACE_SECONDS : grace),
        Optional.ofNullable(deadline).map(Duration::ofSeconds));
  }

  private static ContainerPlan container(
      PodSpec pod,
      Container container,
      Role role,
      PodIdentity identity,
      Map<String, String> added) {
    Map<String, String> env = environment(container.getEnv(), identity, pod);
    added.forEach(env::putIfAbsent);
    return new ContainerPlan(
        container.getName(),
        role,
        Objects.requireNonNullElse(container.getImage(), ""),
        container.getImagePullPolicy(),
        expandAll(container.getCommand(), env),
        expandAll(container.getArgs(), env),
        env,
        blankToNull(container.getWorkingDir()),
        container.getVolumeMounts().stream()
            .map(
                mount ->
                    new Mount(
                        mount.getName(),
                        mount.getMountPath(),
                        subPath(mount.getSubPath(), mount.getSubPathExpr(), env),
                        Boolean.TRUE.equals(mount.getReadOnly())))
            .toList(),
        privileges(pod.getSecurityContext(), container.getSecurityContext()));
  }

  /** Each variable sees those before it; the last of several with one name stays. */
  private static Map<String, String> environment(
      List<EnvVar> variables, PodIdentity identity, PodSpec pod) {
    Map<String, String> env = new LinkedHashMap<>();
    for (EnvVar variable : variables) {
      if (variable.getValueFrom() == null) {
        String value = Objects.requireNonNullElse(variable.getValue(), "");
        env.put(variable.getName(), Expansion.expand(value, env));
      } else if (variable.getValueFrom().getFieldRef() != null) {
        String path = variable.getValueFrom().getFieldRef().getFieldPath();
        String value = PodFields.value(path, identity, pod);
        env.put(variable.getName(), value == null ? "" : value);
      }
    }
    return env;
  }

  private static List<String> expandAll(List<String> words, Map<String, String> env) {
    return words.stream().map(word -> Expansion.expand(word, env)).toList();
  }

  private static String subPath(
      @Nullable String plain, @Nullable String expression, Map<String, String> env) {
    if (expression != null && !expression.isEmpty()) {
      return Expansion.expand(expression, env);
    }
    return plain == null ? "" : plain;
  }

  private static Privileges privileges(
      @Nullable PodSecurityContext pod, @Nullable SecurityContext own) {
    Long user = own == null ? null : own.getRunAsUser();
    Long group = own == null ? null : own.getRunAsGroup();
    if (pod != null) {
      user = user == null ? pod.getRunAsUser() : user;
      group = group == null ? pod.getRunAsGroup() : group;
    }
    Capabilities capabilities = own == null ? null : own.getCapabilities();
    return new Privileges(
        user == null ? OptionalLong.empty() : OptionalLong.of(user),
        group == null ? OptionalLong.empty() : OptionalLong.of(group),
        own != null && Boolean.TRUE.equals(own.getReadOnlyRootFilesystem()),
        own != null && Boolean.FALSE.equals(own.getAllowPrivilegeEscalation()),
        capabilities == null ? List.of() : capabilities.getAdd(),
        capabilities == null ? List.of() : capabilities.getDrop());
  }

  private static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }
}
