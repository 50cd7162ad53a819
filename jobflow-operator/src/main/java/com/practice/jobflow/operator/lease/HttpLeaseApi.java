package com.practice.jobflow.operator.lease;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The Lease over HTTP, below the client's object layer, whose calls may take longer than their
 * timeouts say. What others have put into the Lease, labels or newer fields, stays there when it is
 * changed. For one thread.
 */
final class HttpLeaseApi implements LeaseApi {
  private static final String JSON = "application/json";
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  /** The client's own timer comes first; this one is for when it does not. */
  private static final int GRACE_MILLIS = 200;

  private final HttpClient http;
  private final KubernetesSerialization serialization;
  private final String collection;
  private final LeaseSettings settings;
  private final int timeoutMillis;

  /** As it was sent last, with all that we do not know of. */
  private @Nullable Lease last;

  HttpLeaseApi(KubernetesClient client, LeaseSettings settings, int timeoutMillis) {
    this.timeoutMillis = timeoutMillis;
    this.http = client.getHttpClient();
    this.serialization = client.getKubernetesSerialization();
    String url = client.getMasterUrl().toString();
    this.collection =
        (url.endsWith("/") ? url : url + "/")
            + "apis/coordination.k8s.io/v1/namespaces/"
            + settings.namespace()
            + "/leases";
    this.settings = settings;
  }

  @Override
  public LeaseAnswer look() {
    return send(http.newHttpRequestBuilder().uri(collection + "/" + settings.name()));
  }

  @Override
  public LeaseAnswer create(LeaseRecord lease) {
    LeaseAnswer answer =
        send(
            http.newHttpRequestBuilder()
                .uri(collection)
                .method("POST", JSON, body(lease, new Lease())));
    return answer instanceof LeaseAnswer.Missing
        ? new LeaseAnswer.Failure("there is no namespace " + settings.namespace())
        : answer;
  }

  @Override
  public LeaseAnswer change(LeaseRecord lease) {
    Lease basis = last;
    if (basis == null || !lease.version().equals(basis.getMetadata().getResourceVersion())) {
      return new LeaseAnswer.Conflict();
    }
    return send(
        http.newHttpRequestBuilder()
            .uri(collection + "/" + settings.name())
            .method("PUT", JSON, body(lease, basis)));
  }

  private LeaseAnswer send(HttpRequest.Builder request) {
    HttpRequest built =
        request.timeout(timeoutMillis, TimeUnit.MILLISECONDS).header("Accept", JSON).build();
    CompletableFuture<HttpResponse<String>> sent = http.sendAsync(built, String.class);
    try {
      return answer(sent.get(timeoutMillis + GRACE_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      sent.cancel(true);
      return new LeaseAnswer.Failure("interrupted");
    } catch (TimeoutException late) {
      sent.cancel(true);
      return late();
    } catch (ExecutionException broken) {
      return broken.getCause() instanceof TimeoutException
          ? late()
          : new LeaseAnswer.Failure(String.valueOf(broken.getCause()));
    }
  }

  private LeaseAnswer late() {
    return new LeaseAnswer.Failure("no answer in " + timeoutMillis + " ms");
  }

  private LeaseAnswer answer(HttpResponse<String> response) {
    String body = response.body() == null ? "" : response.body();
    if (response.code() == NOT_FOUND) {
      return new LeaseAnswer.Missing();
    }
    if (response.code() == CONFLICT) {
      return new LeaseAnswer.Conflict();
    }
    if (!response.isSuccessful()) {
      return new LeaseAnswer.Failure(response.code() + " " + message(body));
    }
    try {
      Lease lease = serialization.unmarshal(body, Lease.class);
      LeaseAnswer present = new LeaseAnswer.Present(record(lease));
      last = lease;
      return present;
    } catch (RuntimeException rubbish) {
      return new LeaseAnswer.Failure("cannot read what the API server sent: " + rubbish);
    }
  }

  private String message(String body) {
    try {
      String message = serialization.unmarshal(body, Status.class).getMessage();
      return message == null ? "" : message;
    } catch (RuntimeException notStatus) {
      return "";
    }
  }

  private String body(LeaseRecord lease, Lease basis) {
    return serialization.asJson(
        new LeaseBuilder(basis)
            .editOrNewMetadata()
            .withNamespace(settings.namespace())
            .withName(settings.name())
            .endMetadata()
            .editOrNewSpec()
            .withHolderIdentity(lease.holder())
            .withLeaseDurationSeconds((int) lease.duration().toSeconds())
            .withLeaseTransitions(lease.transitions())
            .withAcquireTime(time(lease.acquired()))
            .withRenewTime(time(lease.renewed()))
            .endSpec()
            .build());
  }

  private static LeaseRecord record(Lease lease) {
    LeaseSpec spec = lease.getSpec() == null ? new LeaseSpec() : lease.getSpec();
    Integer seconds = spec.getLeaseDurationSeconds();
    Integer transitions = spec.getLeaseTransitions();
    return new LeaseRecord(
        lease.getMetadata().getResourceVersion(),
        spec.getHolderIdentity() == null ? "" : spec.getHolderIdentity(),
        Duration.ofSeconds(seconds == null ? 0 : Math.max(0, seconds)),
        instant(spec.getAcquireTime()),
        instant(spec.getRenewTime()),
        transitions == null ? 0 : transitions);
  }

  private static @Nullable ZonedDateTime time(@Nullable Instant instant) {
    return instant == null ? null : instant.atZone(ZoneOffset.UTC);
  }

  private static @Nullable Instant instant(@Nullable ZonedDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
