package com.practice.jobflow.engine.graph;

import com.practice.jobflow.engine.graph.GraphProblem.BadExpression;
import com.practice.jobflow.engine.graph.GraphProblem.BadName;
import com.practice.jobflow.engine.graph.GraphProblem.BothDependencies;
import com.practice.jobflow.engine.graph.GraphProblem.DependsOnFinally;
import com.practice.jobflow.engine.graph.GraphProblem.DuplicateName;
import com.practice.jobflow.engine.graph.GraphProblem.EmptyFlows;
import com.practice.jobflow.engine.graph.GraphProblem.SelfDependency;
import com.practice.jobflow.engine.graph.GraphProblem.UnknownDependency;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns drafts into a network, and notes every problem on the way. Used once. */
final class NetworkBuilder {
  private static final int MAX_NAME_LENGTH = 63;

  /** So many comparisons of names are spent on "did you mean" before it is given up as too slow. */
  private static final long SUGGESTION_BUDGET = 5_000_000;

  /** So many dependencies are looked up together. */
  private static final int LOOKUPS = 256;

  private final FlowDraft[] drafts;
  private final int mainCount;
  private final @Nullable String[] names;
  private final NameIndex index;
  private final byte[] traits;
  private When @Nullable [] whens;
  private RetryPolicy @Nullable [] retries;
  private final Wiring.Draft wiring;
  private final ProblemList problems = new ProblemList();
  private long suggestions;
  private String[] wanted = new String[LOOKUPS];
  private int[] found = new int[LOOKUPS];
  private int nextFound;
  private int lookedUpTo;

  private NetworkBuilder(List<FlowDraft> declared) {
    this.drafts = mainFirst(declared);
    int size = drafts.length;
    int main = size;
    while (main > 0 && drafts[main - 1].finallyWhen() != null) {
      main--;
    }
    this.mainCount = main;
    this.names = new @Nullable String[size];
    this.index = new NameIndex(names);
    this.traits = new byte[size];
    int edges = 0;
    for (FlowDraft draft : drafts) {
      edges += draft.dependencies().size();
    }
    this.wiring = new Wiring.Draft(size, edges);
  }

  static GraphResult build(List<FlowDraft> declared) {
    NetworkBuilder builder = new NetworkBuilder(declared);
    if (builder.mainCount == 0) {
      builder.problems.add(-1, new EmptyFlows("flows"));
    }
    builder.readFlows();
    builder.readDependencies();
    Wiring wiring = builder.wiring.finish();
    int[] order = wiring.order(builder.wiring.leafCounts());
    if (order.length < wiring.size()) {
      new CycleFinder(wiring, order)
          .shortestCycles()
          .forEach(cycle -> builder.problems.add(cycle[0], builder.cycle(cycle)));
    }
    return builder.problems.isEmpty()
        ? GraphResult.valid(new FlowGraph(new FlowNetwork(builder, wiring, order)))
        : GraphResult.invalid(builder.problems.inFieldOrder());
  }

  /** Returns the names, of which none is absent once there are no problems. */
  @SuppressWarnings("NullAway")
  String[] names() {
    return names;
  }

  NameIndex index() {
    return index;
  }

  int mainCount() {
    return mainCount;
  }

  byte[] traits() {
    return traits;
  }

  When @Nullable [] whens() {
    return whens;
  }

  RetryPolicy @Nullable [] retries() {
    return retries;
  }

  private static FlowDraft[] mainFirst(List<FlowDraft> declared) {
    FlowDraft[] drafts = declared.toArray(new FlowDraft[0]);
    boolean seenFinally = false;
    for (FlowDraft draft : drafts) {
      if (draft.finallyWhen() != null) {
        seenFinally = true;
      } else if (seenFinally) {
        Arrays.sort(
            drafts, (a, b) -> Boolean.compare(a.finallyWhen() != null, b.finallyWhen() != null));
        return drafts;
      }
    }
    return drafts;
  }

  private void readFlows() {
    for (int flow = 0; flow < drafts.length; flow++) {
      FlowDraft draft = drafts[flow];
      readName(flow, draft.name());
      if (draft.allowFailure()) {
        traits[flow] |= FlowNetwork.ALLOWS_FAILURE;
      }
      When when = draft.finallyWhen();
      if (when != null && when != When.ALWAYS) {
        if (whens == null) {
          whens = new When[drafts.length];
          Arrays.fill(whens, When.ALWAYS);
        }
        whens[flow] = when;
      }
      if (draft.retry().limit() > 0) {
        if (retries == null) {
          retries = new RetryPolicy[drafts.length];
          Arrays.fill(retries, RetryPolicy.NONE);
        }
        retries[flow] = draft.retry();
      }
    }
  }

  private void readName(int flow, @Nullable String name) {
    if (name == null || !isLabel(name)) {
      problems.add(flow, new BadName(path(flow) + ".name", name));
    }
    if (name != null) {
      names[flow] = name;
      int first = index.enter(flow, name);
      if (first >= 0) {
        problems.add(flow, new DuplicateName(path(flow) + ".name", name, path(first) + ".name"));
      }
    }
  }

  /** Whether this is a DNS-1123 label, written out because it is asked of every flow. */
  private static boolean isLabel(String name) {
    int length = name.length();
    if (length == 0 || length > MAX_NAME_LENGTH) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char c = name.charAt(i);
      boolean alphanumeric = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      if (!alphanumeric && (c != '-' || i == 0 || i == length - 1)) {
        return false;
      }
    }
    return true;
  }

  private void readDependencies() {
    for (int flow = 0; flow < drafts.length; flow++) {
      if (flow == lookedUpTo) {
        lookUpFrom(flow);
      }
      FlowDraft draft = drafts[flow];
      wiring.next();
      String depends = draft.depends();
      if (depends != null && !draft.dependencies().isEmpty()) {
        problems.add(flow, new BothDependencies(path(flow) + ".depends", label(flow)));
      }
      readList(flow, draft.dependencies());
      if (depends != null) {
        readExpression(flow, depends);
      }
    }
  }

  /** Looks up the dependencies of some flows at a time, in the order in which they are read. */
  private void lookUpFrom(int flow) {
    int count = 0;
    while (lookedUpTo < drafts.length && (count < LOOKUPS || lookedUpTo == flow)) {
      for (String dependency : drafts[lookedUpTo].dependencies()) {
        if (count == wanted.length) {
          wanted = Arrays.copyOf(wanted, 2 * count);
          found = new int[2 * count];
        }
        wanted[count++] = dependency;
      }
      lookedUpTo++;
    }
    index.findAll(wanted, count, found);
    nextFound = 0;
  }

  private void readList(int flow, List<String> dependencies) {
    int inputs = 0;
    for (int place = 0; place < dependencies.size(); place++) {
      int awaited = checked(flow, dependencies.get(place), place, found[nextFound++]);
      if (awaited >= 0 && wiring.edge(awaited)) {
        inputs++;
        wiring.leaf(
            awaited,
            flow,
            (traits[awaited] & FlowNetwork.ALLOWS_FAILURE) != 0
                ? Outcomes.SUCCEEDED | Outcomes.FAILED
                : Outcomes.SUCCEEDED);
      }
    }
    wiring.root(inputs, inputs);
  }

  private void readExpression(int flow, String text) {
    traits[flow] |= FlowNetwork.EXPRESSION;
    try {
      DependsExpression expression = DependsParser.parse(text);
      new GateCompiler(
              wiring, name -> checked(flow, name, -1, index.find(name)), traits, flow < mainCount)
          .compile(expression);
    } catch (DependsParser.SyntaxException e) {
      problems.add(
          flow, new BadExpression(path(flow) + ".depends", label(flow), text, e.column(), e.why()));
    }
  }

  /** Returns the number of a dependency that makes an edge, negative for one that is a problem. */
  private int checked(int flow, String dependency, int place, int awaited) {
    if (awaited >= 0 && awaited != flow && (awaited < mainCount || flow >= mainCount)) {
      return awaited;
    }
    String path = path(flow) + (place < 0 ? ".depends" : ".dependencies[" + place + "]");
    if (awaited < 0) {
      problems.add(flow, new UnknownDependency(path, label(flow), dependency, nearest(dependency)));
    } else if (awaited == flow) {
      problems.add(flow, new SelfDependency(path, label(flow)));
    } else {
      problems.add(flow, new DependsOnFinally(path, label(flow), dependency));
    }
    return NameIndex.ABSENT;
  }

  private @Nullable String nearest(String dependency) {
    suggestions += names.length;
    return suggestions > SUGGESTION_BUDGET && suggestions > names.length
        ? null
        : NearestName.among(Arrays.asList(names), dependency);
  }

  private GraphProblem cycle(int[] flows) {
    int closing = flows[flows.length - 1];
    String[] labels = new String[flows.length + 1];
    for (int i = 0; i < flows.length; i++) {
      labels[i] = label(flows[i]);
    }
    labels[flows.length] = labels[0];
    int place = drafts[flows[0]].dependencies().indexOf(label(closing));
    String field = place < 0 ? ".depends" : ".dependencies[" + place + "]";
    return new GraphProblem.Cycle(path(flows[0]) + field, List.of(labels));
  }

  private String path(int flow) {
    return flow < mainCount ? "flows[" + flow + "]" : "finally[" + (flow - mainCount) + "]";
  }

  /** Returns what to call a flow in a message: its name, or its place if it has none. */
  private String label(int flow) {
    @Nullable String name = names[flow];
    return name == null ? path(flow) : name;
  }
}
