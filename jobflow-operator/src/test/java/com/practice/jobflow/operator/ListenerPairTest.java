package com.practice.jobflow.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.practice.jobflow.k8s.fact.ControllerListener;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ListenerPairTest {
  @ParameterizedTest
  @MethodSource("events")
  void tellsBothOfEverything(Method event) throws ReflectiveOperationException {
    List<String> first = new ArrayList<>();
    List<String> second = new ArrayList<>();
    Object[] facts =
        Arrays.stream(event.getParameterTypes()).map(ListenerPairTest::anyOf).toArray();

    event.invoke(new ListenerPair(into(first), into(second)), facts);

    assertThat(first).containsExactly(event.getName());
    assertThat(second).containsExactly(event.getName());
  }

  static List<Method> events() {
    return List.of(ControllerListener.class.getDeclaredMethods());
  }

  private static ControllerListener into(List<String> heard) {
    return (ControllerListener)
        Proxy.newProxyInstance(
            ListenerPairTest.class.getClassLoader(),
            new Class<?>[] {ControllerListener.class},
            (proxy, method, arguments) -> {
              heard.add(method.getName());
              return null;
            });
  }

  private static Object anyOf(Class<?> type) {
    if (type == int.class) {
      return 1;
    }
    if (type == boolean.class) {
      return true;
    }
    if (type == Duration.class) {
      return Duration.ZERO;
    }
    return type.isEnum() ? type.getEnumConstants()[0] : "fact";
  }
}
