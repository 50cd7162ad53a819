package com.practice.jobflow.k8s;

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
                throw death();
              }
              try {
                Object answer = method.invoke(real, arguments);
                if (number == call) {
                  throw death();
                }
                return answer;
              } catch (InvocationTargetException surprise) {
                throw surprise.getCause();
              }
            });
  }

  private IllegalStateException death() {
    dead.countDown();
    return new IllegalStateException("killed");
  }
}
