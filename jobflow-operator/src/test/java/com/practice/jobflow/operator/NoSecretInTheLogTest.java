package com.practice.jobflow.operator;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import com.practice.jobflow.operator.logging.LogSettings;
import com.practice.jobflow.operator.logging.Logging;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** All that the operator prints when it looks at its cluster, whatever the cluster answers. */
class NoSecretInTheLogTest {
  private static final String SECRET = "s3cr3t-0f-ours";

  /** The same in the form in which a kubeconfig has keys. */
  private static final String KEY =
      Base64.getEncoder().encodeToString(SECRET.getBytes(StandardCharsets.UTF_8));

  @TempDir private Path folder;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
  private final PrintStream before = System.out;
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private int code = 200;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          authorizations.add(String.valueOf(exchange.getRequestHeaders().get("Authorization")));
          byte[] body = "{\"status\":{\"allowed\":false}}".getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(code, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    System.setOut(stream);
  }

  @AfterEach
  void stop() {
    System.setOut(before);
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context
        .getLoggerList()
        .forEach(logger -> logger.setLevel(logger.getName().equals("ROOT") ? loudest() : null));
    Logging.configure(LogSettings.DEFAULT);
    server.stop(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 401, 403, 404, 500})
  void noAnswerBringsTheTokenOut(int answer) throws IOException {
    code = answer;
    Logging.configure(new LogSettings(LogSettings.Format.TEXT, Level.TRACE));

    check("token: " + SECRET);

    assertThat(authorizations).isNotEmpty().allMatch(header -> header.contains(SECRET));
    assertThat(printed()).isNotEmpty().doesNotContain(SECRET, "Authorization");
  }

  @ParameterizedTest
  @EnumSource
  void headersAreHiddenEvenWhereSomebodyLogsThem(LogSettings.Format format) throws IOException {
    Logging.configure(new LogSettings(format, Level.TRACE));
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.getLoggerList().forEach(logger -> logger.setLevel(loudest()));

    check("token: " + SECRET);
    check("{username: somebody, password: " + SECRET + "}");

    assertThat(printed()).contains("> Authorization: (hidden)").doesNotContain(SECRET);
    assertThat(printed())
        .doesNotContain(
            Base64.getEncoder()
                .encodeToString(("somebody:" + SECRET).getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "token: \"" + SECRET,
        "token: @" + SECRET,
        "token: " + SECRET + ": x",
        "token: [" + SECRET + "]",
        "exec: " + SECRET,
        "{token: " + SECRET + ", exec: {args: " + SECRET + "}}",
        "token: \"" + SECRET + "\\nx\"",
        "token: \"x\\n" + SECRET + "\"",
        "token: \"" + SECRET + "\\u0001\""
      })
  void aKubeconfigThatMakesNoSenseIsNotQuoted(String user) throws IOException {
    assertThat(check(user)).isEqualTo(1);

    assertThat(printed()).startsWith("the kubeconfig ").doesNotContain(SECRET);
    assertThat(printed().lines()).hasSize(1);
  }

  @Test
  void aKeyThatIsNoneIsNotQuoted() throws IOException {
    String user = "{client-certificate-data: " + KEY + ", client-key-data: " + KEY + "}";

    assertThat(check("https://127.0.0.1:1", user)).isEqualTo(1);

    assertThat(printed())
        .startsWith("no client can be made of the kubeconfig: ")
        .doesNotContain(SECRET, KEY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://me:" + SECRET + "@127.0.0.1:1", "http://" + SECRET + "@h:x y"})
  void anAddressWithAPasswordIsNotQuoted(String address) throws IOException {
    assertThat(check(address, "token: x")).isEqualTo(1);

    assertThat(printed()).contains("makes no sense: the server's address").doesNotContain(SECRET);
  }

  private int check(String user) throws IOException {
    return check("http://127.0.0.1:" + server.getAddress().getPort(), user);
  }

  private int check(String address, String user) throws IOException {
    Path kubeconfig =
        Files.writeString(
            folder.resolve("kubeconfig"),
            """
            apiVersion: v1
            kind: Config
            clusters: [{name: c, cluster: {server: "%s"}}]
            contexts: [{name: x, context: {cluster: c, user: u}}]
            current-context: x
            users:
            - name: u
              user:
                %s
            """
                .formatted(address, user));
    String[] arguments = {"--check", "--kubeconfig=" + kubeconfig, "--request-timeout=5s"};
    return OperatorMain.run(arguments, Map.of(), stream, stream);
  }

  private static ch.qos.logback.classic.Level loudest() {
    return ch.qos.logback.classic.Level.TRACE;
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }
}
