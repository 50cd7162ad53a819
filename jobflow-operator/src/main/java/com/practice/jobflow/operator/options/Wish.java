package com.practice.jobflow.operator.options;

import java.util.List;

/** What a command line asks for. */
public sealed interface Wish {
  /** Returns what the case for this wish makes of it. */
  <R> R match(Cases<R> cases);

  /**
   * One function for each wish.
   *
   * @param <R> what they return
   */
  interface Cases<R> {
    /** To run until told to stop. */
    R run(OperatorOptions options);

    /** To find out whether it could run. */
    R check(OperatorOptions options);

    /** To be told something, such as the help. */
    R tell(String text);

    /** Nothing that makes sense: all that is wrong, a line for each problem. */
    R wrong(List<String> problems);
  }

  /** To run until told to stop. */
  record Run(OperatorOptions options) implements Wish {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.run(options);
    }
  }

  /** To find out whether it could run. */
  record Check(OperatorOptions options) implements Wish {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.check(options);
    }
  }

  /** To be told something, such as the help. */
  record Tell(String text) implements Wish {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.tell(text);
    }
  }

  /** Nothing that makes sense. */
  record Wrong(List<String> problems) implements Wish {
    /** Keeps the problems. */
    public Wrong {
      problems = List.copyOf(problems);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.wrong(problems);
    }
  }
}
