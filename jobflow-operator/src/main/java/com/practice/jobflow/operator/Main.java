package com.practice.jobflow.operator;

import com.practice.jobflow.k8s.ControllerSettings;
import com.practice.jobflow.k8s.JobFlowController;
import com.practice.jobflow.k8s.fact.ControllerListener;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The entry point. */
@Command(name = "jobflow-operator", mixinStandardHelpOptions = true)
public final class Main implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  @Option(names = "--kubeconfig", description = "Which cluster; without it, the one around us.")
  private @Nullable Path kubeconfig;

  private Main() {}

  /** Runs until it is told to stop. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    Config config =
        kubeconfig == null
            ? new ConfigBuilder().build()
            : Config.fromKubeconfig(kubeconfig.toFile());
    config.setUserAgent("jobflow-operator");
    CountDownLatch stopped = new CountDownLatch(1);
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build();
        JobFlowController controller =
            new JobFlowController(
                client, ControllerSettings.DEFAULT, () -> true, ControllerListener.NONE)) {
      Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown, "jobflow-stop"));
      controller.start().join();
      LOG.info("Running");
      stopped.await();
    }
    return 0;
  }
}
