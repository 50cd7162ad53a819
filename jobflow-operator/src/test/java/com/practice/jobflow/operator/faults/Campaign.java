package com.practice.jobflow.operator.faults;

import com.practice.jobflow.k8s.testing.Cluster;
import com.practice.jobflow.k8s.testing.SimulatedKubelet;
import com.practice.jobflow.model.FlowStatus;
import com.practice.jobflow.model.JobFlow;
import com.practice.jobflow.operator.faults.RunHistory.CreatedJob;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Many runs, each in a namespace of its own, behind one operator that suffers. */
final class Campaign implements AutoCloseable {
  /** 60 s after the last fault, and twice that for what the platform takes on a busy machine. */
  static final int PATIENCE_SECONDS = 180;

  private static final String PROMPT = "--prompt=true";

  private final KubernetesClient client;
  private final SimulatedKubelet kubelet;
  private RunHistory history;
  private final OperatorUnderTest operator;
  private final Map<Shape, Undisturbed> undisturbed = new EnumMap<>(Shape.class);
  private final Map<Run, Integer> writesAtEnd = new LinkedHashMap<>();

  /** One JobFlow on its way. */
  record Run(String title, Shape shape, String namespace, String uid) {}

  /** What a run is like that nobody disturbs. */
  record Undisturbed(int writes, int jobs, EndState end) {}

  /** Starts an operator and sees how it does undisturbed. */
  Campaign(Path folder) {
    this(folder, "", client -> {});
  }

  /**
   * Starts an operator and sees how it does undisturbed.
   *
   * @param user whom the operator is to be for the API server
   * @param preparation of the cluster
   */
  Campaign(Path folder, String user, Consumer<KubernetesClient> preparation, String... options) {
    this.client = Cluster.connect("jobflow-test");
    preparation.accept(client);
    this.history = new RunHistory(client);
    this.kubelet = new SimulatedKubelet(client).fail(Shape.FAILING, Integer.MAX_VALUE);
    if (List.of(options).contains(PROMPT)) {
      kubelet.tracking();
    }
    this.operator =
        new OperatorUnderTest(
            new FaultProxy(client.getConfiguration(), user), folder, all(options));
    try {
      operator.start();
      measure();
    } catch (AssertionError useless) {
      AssertionError told = new AssertionError(useless.getMessage() + operator.log(), useless);
      close();
      throw told;
    }
  }

  /** An operator that watches pods, which cannot vanish before they have been counted. */
  static Campaign ofPromptEdges(Path folder) {
    return new Campaign(folder, "", client -> {}, PROMPT);
  }

  private static String[] all(String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("--leader-elect=false");
    return all.toArray(String[]::new);
  }

  /** Twice, since a process that has just begun is slow, and tells more often how far it is. */
  private void measure() {
    for (int round = 1; round <= 2; round++) {
      measureOnce();
    }
  }

  private void measureOnce() {
    Map<Shape, Run> runs = new EnumMap<>(Shape.class);
    for (Shape shape : Shape.values()) {
      runs.put(shape, start(shape + " undisturbed", shape, Script.HARMLESS));
    }
    runs.forEach(
        (shape, run) -> {
          JobFlow ended = await(run);
          undisturbed.put(
              shape,
              new Undisturbed(
                  operator.proxy().writes(run.namespace()),
                  history.jobs(run.uid()).size(),
                  EndState.of(ended)));
        });
  }

  /** Returns how often the operator writes in a run of this shape. */
  int writes(Shape shape) {
    return undisturbed.get(shape).writes();
  }

  FaultProxy proxy() {
    return operator.proxy();
  }

  OperatorUnderTest operator() {
    return operator;
  }

  KubernetesClient client() {
    return client;
  }

  RunHistory history() {
    return history;
  }

  SimulatedKubelet kubelet() {
    return kubelet;
  }

  /** What was recorded so far is of no use any more. */
  void recordAnew() {
    history.close();
    history = new RunHistory(client);
    writesAtEnd.clear();
  }

  /** Creates an undisturbed JobFlow in a namespace that is there already. */
  Run startAgain(Run former) {
    return startIn(former.namespace(), former.title() + " again", former.shape());
  }

  /** Creates an undisturbed JobFlow in a namespace that is there already. */
  Run startIn(String namespace, String title, Shape shape) {
    JobFlow created =
        client.resources(JobFlow.class).inNamespace(namespace).resource(shape.build()).create();
    return new Run(title, shape, namespace, created.getMetadata().getUid());
  }

  /** Waits until a flow is in a phase. */
  void awaitFlow(Run run, String flow, String phase) {
    Await.until(
        flow + " of " + run + " is " + phase,
        Duration.ofSeconds(PATIENCE_SECONDS),
        () -> phase.equals(phase(run, flow)));
  }

  private String phase(Run run, String flow) {
    return Optional.ofNullable(history.versions(run.uid()).lastEntry())
        .map(last -> last.getValue().getStatus())
        .flatMap(
            status -> status.flows().stream().filter(each -> flow.equals(each.name())).findFirst())
        .map(FlowStatus::phase)
        .orElse("Waiting");
  }

  /** Creates a JobFlow whose requests follow a script. */
  Run start(String title, Shape shape, Script script) {
    String namespace = Cluster.namespace(client);
    proxy().script(namespace, script);
    return startIn(namespace, title, shape);
  }

  /** Returns whether anything else than passing on happened to a request of this run. */
  boolean isDisturbed(Run run) {
    return proxy().faultTime(run.namespace()).isPresent();
  }

  /** Returns how long the run went on after its fault. */
  Duration goneOn(Run run) {
    long fault = proxy().faultTime(run.namespace()).orElseThrow();
    return Duration.ofNanos(history.endTime(run.uid()) - fault);
  }

  /** Waits until a request of this run is held; says no if the run has ended without. */
  boolean awaitHold(Run run) {
    var held = proxy().hold(run.namespace());
    try {
      var first = held.applyToEither(history.end(run.uid()).thenApply(end -> null), call -> call);
      return first.get(PATIENCE_SECONDS, TimeUnit.SECONDS) != null;
    } catch (InterruptedException | ExecutionException | TimeoutException late) {
      throw new AssertionError(run + " neither was held nor ended" + story(run), late);
    }
  }

  /** Waits for the end of a run. */
  JobFlow await(Run run) {
    try {
      return history.end(run.uid()).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException late) {
      throw new AssertionError(
          run + " does not end: " + history.last(run.uid()).getStatus() + story(run), late);
    }
  }

  /** Returns what is wrong with runs that should have ended like undisturbed ones. */
  List<String> judge(List<Run> runs) {
    List<String> wrong = new ArrayList<>();
    for (Run run : runs) {
      try {
        await(run);
      } catch (AssertionError late) {
        wrong.add(late.getMessage());
        continue;
      }
      List<String> here = new ArrayList<>(Oracle.judge(history, run.uid()));
      EndState end = EndState.of(history.last(run.uid()));
      if (!end.equals(undisturbed.get(run.shape()).end())) {
        here.add("ended as " + end + "\n  instead of " + undisturbed.get(run.shape()).end());
      }
      int jobs = history.jobs(run.uid()).size();
      if (jobs != undisturbed.get(run.shape()).jobs()) {
        here.add("took " + jobs + " Jobs");
      }
      if (!here.isEmpty()) {
        wrong.add(run + ": " + String.join("\n  ", here) + story(run));
      }
      writesAtEnd.put(run, proxy().writes(run.namespace()));
    }
    return wrong;
  }

  /** Returns what the server's audit log has against all runs that were judged. */
  List<String> audit() {
    AuditedWrites audit = AuditedWrites.read();
    List<String> wrong = new ArrayList<>();
    history.gaps().forEach(gap -> wrong.add("the record of this test is not whole: " + gap));
    writesAtEnd.forEach(
        (run, writes) -> {
          if (!audit.createdTwice(run.namespace()).isEmpty()) {
            wrong.add("S1: " + run + " " + audit.createdTwice(run.namespace()));
          }
          List<String> touched = new ArrayList<>(audit.touched(run.namespace()));
          touched.removeAll(history.jobs(run.uid()).stream().map(CreatedJob::name).toList());
          if (!touched.isEmpty()) {
            wrong.add("S4: " + run + " " + touched);
          }
          if (proxy().writes(run.namespace()) != writes) {
            wrong.add("L2: written after the end of " + run + story(run));
          }
        });
    return wrong;
  }

  private String story(Run run) {
    return proxy().story(run.namespace());
  }

  @Override
  public void close() {
    operator.close();
    history.close();
    kubelet.close();
    writesAtEnd.keySet().forEach(run -> client.namespaces().withName(run.namespace()).delete());
    client.close();
  }
}
