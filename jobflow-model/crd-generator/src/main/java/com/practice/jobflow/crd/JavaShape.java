package com.practice.jobflow.crd;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The Java type behind a schema node. */
record JavaShape(Type type) {

  /** Simple name of the class, which for fabric8's models is the Kubernetes type. */
  String name() {
    return rawClass().getSimpleName();
  }

  /** Whether the type is Kubernetes' own rather than ours. */
  boolean isKubernetesType() {
    return rawClass().getName().startsWith("io.fabric8.kubernetes.api.model.");
  }

  boolean isInt32() {
    return type == Integer.class;
  }

  boolean isInt64() {
    return type == Long.class;
  }

  /** The shape of the entries of a list, or of the values of a map. */
  JavaShape element() {
    Type[] arguments = ((ParameterizedType) type).getActualTypeArguments();
    return new JavaShape(arguments[arguments.length - 1]);
  }

  boolean isContainer() {
    return List.class.isAssignableFrom(rawClass()) || Map.class.isAssignableFrom(rawClass());
  }

  /** Whether the type has no fields that a schema could list. */
  boolean isLeaf() {
    return rawClass().getName().startsWith("java.") || name().equals("Quantity");
  }

  /** The shapes of the fields by their names on the wire. */
  Map<String, JavaShape> fields() {
    Map<String, JavaShape> fields = new LinkedHashMap<>();
    for (Field field : rawClass().getDeclaredFields()) {
      JsonProperty property = field.getAnnotation(JsonProperty.class);
      String name =
          property == null || property.value().isEmpty() ? field.getName() : property.value();
      fields.put(name, new JavaShape(field.getGenericType()));
    }
    return fields;
  }

  private Class<?> rawClass() {
    return type instanceof ParameterizedType generic
        ? (Class<?>) generic.getRawType()
        : (Class<?>) type;
  }
}
