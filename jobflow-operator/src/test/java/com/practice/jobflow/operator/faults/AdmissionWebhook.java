package com.practice.jobflow.operator.faults;

import com.practice.jobflow.k8s.cluster.WireFormat;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A webhook that the API server asks about every new Job of one namespace, and of no other: in this
 * process, with a certificate of its own. Whatever it is told to do, {@link #close()} takes it out
 * of the API server's way.
 */
final class AdmissionWebhook implements AutoCloseable {
  /** What it says to whoever it turns away. */
  static final String REASON = "no Jobs while the moon is full";

  private static final String NAME = "jobs.webhook.faults.jobflow";
  private static final String LABEL = "jobflow-faults/webhook";
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final KubernetesSerialization SERIALIZATION = WireFormat.serialization();

  private final KubernetesClient client;
  private final String namespace;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger asked = new AtomicInteger();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final SSLContext context;
  private final int port;
  private volatile Mood mood = Mood.ALLOWS;
  private HttpsServer server;

  /** What it does when it is asked. */
  enum Mood {
    ALLOWS,
    /** Answers that the Job is not allowed. */
    DENIES,
    /** Answers that the Job is not allowed, with a status that means "not so fast". */
    DENIES_WITH_429,
    /** Answers none of it, and not as a webhook does. */
    FAILS_WITH_429,
    /** Never answers. */
    HANGS,
    /** Nobody listens. */
    IS_GONE
  }

  /**
   * Puts one in front of a namespace that is there; it allows everything until told otherwise.
   *
   * @param folder for its keys
   */
  AdmissionWebhook(KubernetesClient client, String namespace, Path folder) throws Exception {
    this.client = client;
    this.namespace = namespace;
    KeyStore keys = keys(folder.resolve("webhook-" + namespace + ".p12"));
    this.context = context(keys);
    this.server = listen(0);
    this.port = server.getAddress().getPort();
    label();
    try {
      client.resource(configuration(keys)).create();
      Await.until("the API server asks the webhook", Duration.ofSeconds(30), this::isAsked);
    } catch (AssertionError | RuntimeException unfit) {
      close();
      throw unfit;
    }
    asked.set(0);
  }

  /** From now on it does this. */
  void becomes(Mood other) throws IOException {
    if (mood == Mood.IS_GONE && other != Mood.IS_GONE) {
      server = listen(port);
    }
    mood = other;
    if (other == Mood.IS_GONE) {
      server.stop(0);
    }
  }

  /** Returns how often it has been asked. */
  int asked() {
    return asked.get();
  }

  @Override
  public void close() {
    closing.countDown();
    client.resource(metadata()).delete();
    server.stop(0);
    threads.shutdownNow();
  }

  private void label() {
    client
        .namespaces()
        .withName(namespace)
        .edit(
            present ->
                new NamespaceBuilder(present)
                    .editMetadata()
                    .addToLabels(LABEL, namespace)
                    .endMetadata()
                    .build());
  }

  /** A Job that is only tried, since the API server learns of webhooks when it likes. */
  private boolean isAsked() {
    client
        .batch()
        .v1()
        .jobs()
        .inNamespace(namespace)
        .resource(
            new JobBuilder()
                .withNewMetadata()
                .withName("probe")
                .endMetadata()
                .withSpec(Shape.CHAIN_3.build().getSpec().flows().get(0).jobTemplate())
                .editSpec()
                .editTemplate()
                .editSpec()
                .withRestartPolicy("Never")
                .endSpec()
                .endTemplate()
                .endSpec()
                .build())
        .dryRun(true)
        .create();
    return asked() > 0;
  }

  private ValidatingWebhookConfiguration metadata() {
    return new ValidatingWebhookConfigurationBuilder()
        .withNewMetadata()
        .withName("jobflow-faults-" + namespace)
        .endMetadata()
        .build();
  }

  private ValidatingWebhookConfiguration configuration(KeyStore keys)
      throws GeneralSecurityException {
    String certificate =
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(keys.getCertificate("webhook").getEncoded())
            + "\n-----END CERTIFICATE-----\n";
    return new ValidatingWebhookConfigurationBuilder(metadata())
        .addNewWebhook()
        .withName(NAME)
        .withAdmissionReviewVersions("v1")
        .withSideEffects("None")
        .withFailurePolicy("Fail")
        .withTimeoutSeconds(1)
        .withNewNamespaceSelector()
        .addToMatchLabels(LABEL, namespace)
        .endNamespaceSelector()
        .addNewRule()
        .withApiGroups("batch")
        .withApiVersions("v1")
        .withOperations("CREATE")
        .withResources("jobs")
        .endRule()
        .withNewClientConfig()
        .withUrl("https://127.0.0.1:" + port + "/jobs")
        .withCaBundle(
            Base64.getEncoder().encodeToString(certificate.getBytes(StandardCharsets.US_ASCII)))
        .endClientConfig()
        .endWebhook()
        .build();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<?, ?> review;
      try (InputStream body = exchange.getRequestBody()) {
        String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
        review = SERIALIZATION.unmarshal(text, Map.class);
      }
      asked.incrementAndGet();
      switch (mood) {
        case HANGS -> closing.await();
        case FAILS_WITH_429 -> exchange.sendResponseHeaders(429, -1);
        default -> {
          byte[] verdict = SERIALIZATION.asJson(verdict(review)).getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, verdict.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(verdict);
          }
        }
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private Map<String, Object> verdict(Map<?, ?> review) {
    Map<String, Object> response = new LinkedHashMap<>();
    response.put("uid", ((Map<?, ?>) review.get("request")).get("uid"));
    response.put("allowed", mood == Mood.ALLOWS);
    if (mood != Mood.ALLOWS) {
      int code = mood == Mood.DENIES_WITH_429 ? 429 : 403;
      response.put("status", Map.of("code", code, "message", REASON));
    }
    return Map.of(
        "apiVersion", "admission.k8s.io/v1", "kind", "AdmissionReview", "response", response);
  }

  private HttpsServer listen(int wanted) throws IOException {
    HttpsServer fresh =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 0);
    fresh.setHttpsConfigurator(new HttpsConfigurator(context));
    fresh.setExecutor(threads);
    fresh.createContext("/", this::answer);
    fresh.start();
    return fresh;
  }

  /** The JDK makes certificates only by a program of its own. */
  private static KeyStore keys(Path file) throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "webhook",
            "-keyalg",
            "EC",
            "-dname",
            "CN=127.0.0.1",
            "-ext",
            "SAN=IP:127.0.0.1",
            "-validity",
            "2",
            "-storetype",
            "PKCS12",
            "-storepass",
            String.valueOf(PASSWORD),
            "-keystore",
            file.toString());
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new AssertionError("keytool: " + said);
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    return keys;
  }

  private static SSLContext context(KeyStore keys) throws GeneralSecurityException {
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
