package com.practice.jobflow.cli.run;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Hears the signals that ask this program to end, as often as they come, and the one that tells of
 * another size of the terminal.
 *
 * <p>A shutdown hook would hear the first one only, and the second Ctrl-C matters. {@code
 * sun.misc.Signal} is part of every JDK (module jdk.unsupported) but warns when compiled against,
 * hence the reflection. Where it is missing, signals end this program at once, and the processes'
 * watchers end what runs.
 */
final class Interrupts {
  private static final List<String> NAMES = List.of("INT", "TERM", "HUP", "WINCH");

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
      NAMES.forEach(name -> handle(name, handler));
    } catch (ClassNotFoundException e) {
      previous.clear(); // no such JVM is known
    }
  }

  /** Lets signals do what they did before. */
  void release() {
    Map<String, Object> handlers = new LinkedHashMap<>(previous);
    handlers.forEach(this::handle);
    previous.clear();
  }

  /** Leaves a signal alone that the JVM keeps for itself, as it does under -Xrs. */
  private void handle(String name, Object handler) {
    try {
      Class<?> signalType = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      Object signal = signalType.getConstructor(String.class).newInstance(name);
      Method handle = signalType.getMethod("handle", signalType, handlerType);
      Object before = handle.invoke(null, signal, handler);
      if (before != null) {
        previous.put(name, before);
      }
    } catch (ReflectiveOperationException e) {
      previous.remove(name);
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
