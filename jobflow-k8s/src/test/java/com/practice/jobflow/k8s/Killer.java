package com.practice.jobflow.k8s;

import com.practice.jobflow.k8s.cluster.Answer;
import com.practice.jobflow.k8s.cluster.ApiRefusal;
import com.practice.jobflow.k8s.cluster.ApiServer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Stops the world of one operator at one of its calls; events do not count. */
final class Killer {
  private final int call;
  private final boolean after;
  private final AtomicInteger calls = new AtomicInteger();
  final CountDownLatch dead = new CountDownLatch(1);

  Killer(int call, boolean after) {
    this.call = call;
    this.after = after;
  }

  ApiServer between(ApiServer real) {
    return (ApiServer)
        Proxy.newProxyInstance(
            ApiServer.class.getClassLoader(),
            new Class<?>[] {ApiServer.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("publish")) {
                return method.invoke(real, arguments);
              }
              int number = calls.incrementAndGet();
              if (number > call || (number == call && !after)) {
                return death();
              }
              try {
                Object answer = method.invoke(real, arguments);
                if (number == call) {
                  return death();
                }
                return answer;
              } catch (InvocationTargetException surprise) {
                throw surprise.getCause();
              }
            });
  }

  /** Whatever it may still want to do, nobody outside sees anything of it. */
  private Answer<Object> death() {
    dead.countDown();
    return Answer.refused(ApiRefusal.local(ApiRefusal.Kind.FENCED, "killed"));
  }
}
