package com.practice.jobflow.operator.preflight;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An API server that answers as told. */
final class FakeQuestions implements ClusterQuestions {
  private final Set<String> served = new HashSet<>(Set.of("jobflows", "jobtemplates"));
  private Predicate<Right> allowed = right -> true;
  private @Nullable NoAnswerException failure;
  private int asked;

  FakeQuestions without(String resource) {
    served.remove(resource);
    return this;
  }

  FakeQuestions with(String resource) {
    served.add(resource);
    return this;
  }

  FakeQuestions refusing(Predicate<Right> refused) {
    allowed = refused.negate();
    return this;
  }

  FakeQuestions failing(int code, String message) {
    failure = new NoAnswerException(code, message, new IllegalStateException());
    return this;
  }

  FakeQuestions answering() {
    failure = null;
    return this;
  }

  int asked() {
    return asked;
  }

  @Override
  public String address() {
    return "https://api";
  }

  @Override
  public Set<String> served() throws NoAnswerException {
    asked++;
    fail();
    return served;
  }

  @Override
  public boolean has(Right right) throws NoAnswerException {
    fail();
    return allowed.test(right);
  }

  private void fail() throws NoAnswerException {
    if (failure != null) {
      throw failure;
    }
  }
}
