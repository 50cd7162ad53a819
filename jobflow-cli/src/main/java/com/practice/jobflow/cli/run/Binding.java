package com.practice.jobflow.cli.run;

import com.practice.jobflow.cli.manifest.Document;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/** Binds documents that the schema has accepted to the Java types of the model. */
final class Binding {
  private final KubernetesSerialization serialization = new KubernetesSerialization();

  <T> T bind(Document document, Class<T> type) {
    return serialization.convertValue(document.root().plain(), type);
  }
}
