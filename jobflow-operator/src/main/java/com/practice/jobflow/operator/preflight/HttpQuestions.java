package com.practice.jobflow.operator.preflight;

import com.practice.jobflow.model.JobFlow;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Asks a real API server. */
record HttpQuestions(KubernetesClient client) implements ClusterQuestions {
  @Override
  public String address() {
    return client.getConfiguration().getMasterUrl();
  }

  @Override
  public Set<String> served() throws NoAnswerException {
    try {
      APIResourceList resources = client.getApiResources(JobFlow.GROUP + "/" + JobFlow.VERSION);
      return resources == null
          ? Set.of()
          : resources.getResources().stream().map(APIResource::getName).collect(Collectors.toSet());
    } catch (KubernetesClientException refusal) {
      throw noAnswer(refusal);
    }
  }

  @Override
  public boolean has(Right right) throws NoAnswerException {
    String[] resource = right.resource().split("/", 2);
    SelfSubjectAccessReview question =
        new SelfSubjectAccessReviewBuilder()
            .withNewSpec()
            .withNewResourceAttributes()
            .withNamespace(right.namespace())
            .withGroup(right.group())
            .withResource(resource[0])
            .withSubresource(resource.length == 1 ? "" : resource[1])
            .withName(right.name())
            .withVerb(right.verb())
            .endResourceAttributes()
            .endSpec()
            .build();
    try {
      return Boolean.TRUE.equals(
          client
              .authorization()
              .v1()
              .selfSubjectAccessReview()
              .create(question)
              .getStatus()
              .getAllowed());
    } catch (KubernetesClientException refusal) {
      throw noAnswer(refusal);
    }
  }

  private static NoAnswerException noAnswer(KubernetesClientException refusal) {
    // fabric8 has 0 or -1 where there was no answer
    if (refusal.getCode() > 0) {
      String said = refusal.getStatus() == null ? null : refusal.getStatus().getMessage();
      return new NoAnswerException(
          refusal.getCode(), said == null ? "HTTP " + refusal.getCode() : said, refusal);
    }
    Throwable root = refusal;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return new NoAnswerException(
        0, Objects.toString(root.getMessage(), root.getClass().getSimpleName()), refusal);
  }
}
