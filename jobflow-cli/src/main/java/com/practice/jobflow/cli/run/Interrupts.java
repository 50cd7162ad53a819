package com.practice.jobflow.cli.run;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Hears the signals that ask this program to end, as often as they come.
 *
 * <p>A shutdown hook would hear the first one only, and the second Ctrl-C matters. {@code
 * sun.misc.Signal} is part of every JDK (module jdk.unsupported) but warns when compiled against,
 * hence the reflection. Where it is missing, signals end this program at once, and the processes'
 * watchers end what runs.
 */
final class Interrupts {
  private static final List<String> NAMES = List.of("INT", "TERM", "HUP");

  private final Map<String, Object> previous = new LinkedHashMap<>();

  /** Calls {@code heard} with the signal's name, on a thread of its own, until released. */
  Interrupts(Consumer<String> heard) {
    try {
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      Object handler =
          Proxy.newProxyInstance(
              handlerType.getClassLoader(),
              new Class<?>[] {handlerType},
              (proxy, method, arguments) -> answer(proxy, method, arguments, heard));
      for (String name : NAMES) {
        handle(name, handler);
      }
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      release();
    }
  }

  /** Lets signals do what they did before. */
  void release() {
    Map<String, Object> handlers = new LinkedHashMap<>(previous);
    previous.clear();
    handlers.forEach(
        (name, handler) -> {
          try {
            handle(name, handler);
          } catch (ReflectiveOperationException | IllegalArgumentException e) {
            return; // the machine took it a moment ago, so it will not refuse now
          }
        });
    previous.clear();
  }

  private void handle(String name, Object handler) throws ReflectiveOperationException {
    Class<?> signalType = Class.forName("sun.misc.Signal");
    Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
    Object signal = signalType.getConstructor(String.class).newInstance(name);
    Method handle = signalType.getMethod("handle", signalType, handlerType);
    try {
      Object before = handle.invoke(null, signal, handler);
      if (before != null) {
        previous.put(name, before);
      }
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException("the JVM keeps signal " + name + " for itself", e);
    }
  }

  private static Object answer(
      Object proxy, Method method, Object[] arguments, Consumer<String> heard)
      throws ReflectiveOperationException {
    return switch (method.getName()) {
      case "handle" -> {
        heard.accept((String) arguments[0].getClass().getMethod("getName").invoke(arguments[0]));
        yield true;
      }
      case "hashCode" -> System.identityHashCode(proxy);
      case "equals" -> proxy == arguments[0];
      default -> "jobflow's signal handler";
    };
  }
}
