package com.practice.jobflow.k8s.memory;

/**
 * Why a Job that is due is not there.
 *
 * @param reason a CamelCase word, part of the API
 * @param message one line for people
 */
public record Trouble(String reason, String message) {
  /** The JobTemplate that a flow refers to does not exist (yet). */
  public static final String TEMPLATE_NOT_FOUND = "TemplateNotFound";

  /** The JobTemplate that a flow refers to exists and makes no sense. */
  public static final String TEMPLATE_UNREADABLE = "TemplateUnreadable";

  /** A quota is used up. */
  public static final String QUOTA_EXCEEDED = "QuotaExceeded";

  /** RBAC or an admission plug-in does not allow the Job. */
  public static final String FORBIDDEN = "Forbidden";

  /** The names that the Job could have are taken by Jobs of others. */
  public static final String JOB_NAME_CONFLICT = "JobNameConflict";

  /** A Job of a former JobFlow of this name is still there. */
  public static final String FORMER_JOB = "FormerJob";

  /** The API server cannot do what we ask for, and does not say that it never will. */
  public static final String API_ERROR = "ApiError";

  /** The Job is there and cannot get any pod. */
  public static final String NO_PODS = "NoPods";

  /** The API server can never accept the Job; the flow has failed. */
  public static final String INVALID_TEMPLATE = "InvalidTemplate";
}
