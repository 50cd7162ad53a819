package com.practice.jobflow.k8s.cache;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An informer's store that decodes each object by itself, so that one which cannot be read stops
 * nobody but itself. It outlives its informer, as {@link RecordItemStore} does.
 */
final class ObjectItemStore<T> implements ItemStore<GenericKubernetesResource> {
  private final ObjectCache<T> cache;
  private final Decoder<T> decoder;

  /** Of several namespaces' stores that share a cache, what is this one's. */
  private final Set<String> keys = ConcurrentHashMap.newKeySet();

  ObjectItemStore(ObjectCache<T> cache, Decoder<T> decoder) {
    this.cache = cache;
    this.decoder = decoder;
  }

  @Override
  public String getKey(GenericKubernetesResource object) {
    return RecordItemStore.key(object);
  }

  @Override
  public @Nullable GenericKubernetesResource put(String key, GenericKubernetesResource object) {
    Decoded<T> before = cache.put(key, decoder.decode(object, cache.at(key)));
    keys.add(key);
    return stub(key, before);
  }

  @Override
  public @Nullable GenericKubernetesResource remove(String key) {
    keys.remove(key);
    return stub(key, cache.remove(key));
  }

  @Override
  public Stream<String> keySet() {
    return keys.stream();
  }

  @Override
  public Stream<GenericKubernetesResource> values() {
    return keys.stream().map(this::get).filter(stub -> stub != null);
  }

  @Override
  public int size() {
    return keys.size();
  }

  @Override
  public @Nullable GenericKubernetesResource get(String key) {
    return stub(key, cache.at(key));
  }

  /** Makes an object of what the API server sent, and of what was known of it before. */
  interface Decoder<T> {
    Decoded<T> decode(GenericKubernetesResource raw, @Nullable Decoded<T> before);
  }

  private static @Nullable GenericKubernetesResource stub(
      String key, @Nullable Decoded<?> decoded) {
    if (decoded == null) {
      return null;
    }
    int slash = key.indexOf('/');
    GenericKubernetesResource stub = new GenericKubernetesResource();
    stub.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(key.substring(0, slash))
            .withName(key.substring(slash + 1))
            .withUid(decoded.uid())
            .withResourceVersion(decoded.resourceVersion())
            .build());
    return stub;
  }
}
