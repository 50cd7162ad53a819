package com.practice.jobflow.k8s.job;

import com.google.common.hash.Hashing;
import com.google.common.io.BaseEncoding;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Names of Jobs: a pure function of JobFlow, flow and attempt, so that two leaders or a restarted
 * one choose the same name and the API server refuses the second create.
 *
 * <p>{@code <jobflow>-<flow>} for the first attempt, {@code <jobflow>-<flow>-<attempt>} for later
 * ones. A name that would be too long, or that another flow of the same JobFlow has as its first,
 * is cut and ends in ten base-32 characters of a hash of (JobFlow UID, flow, attempt): 50 bits, so
 * that 10,000 of them collide with a probability of 4e-8.
 */
public final class JobNames {
  /**
   * The longest name: Kubernetes copies a Job's name into a label of its pods, and label values
   * have at most 63 characters.
   */
  public static final int MAX_LENGTH = 63;

  private static final int HASH_LENGTH = 10;

  private final String jobFlow;
  private final String uid;
  private final Set<String> flows;

  /**
   * Names the Jobs of one JobFlow.
   *
   * @param jobFlow the JobFlow's name
   * @param uid its UID; any stable text where there is no cluster
   * @param flows the names of all its flows; kept, not copied
   */
  public JobNames(String jobFlow, String uid, Set<String> flows) {
    this.jobFlow = jobFlow;
    this.uid = uid;
    this.flows = flows;
  }

  /**
   * Returns the name of an attempt's Job.
   *
   * @param attempt from 1
   * @param maxLength at most this many characters, {@link #MAX_LENGTH} unless pods need room for an
   *     index
   */
  public String name(String flow, int attempt, int maxLength) {
    String suffix = attempt == 1 ? flow : flow + "-" + attempt;
    boolean taken = attempt > 1 && flows.contains(suffix);
    String plain = jobFlow + "-" + suffix;
    return taken || plain.length() > maxLength ? hashed(flow, attempt, maxLength) : plain;
  }

  /** Returns the name to fall back on when a stranger's Job has {@link #name}. */
  public String hashed(String flow, int attempt, int maxLength) {
    return cut(jobFlow + "-" + flow, uid + "/" + flow + "/" + attempt, maxLength);
  }

  /**
   * Returns a label's value for a name of any length: the name itself if it fits, else cut and with
   * a hash of all of it, so that different names stay different.
   */
  public static String labelValue(String name) {
    return name.length() <= MAX_LENGTH ? name : cut(name, name, MAX_LENGTH);
  }

  private static String cut(String name, String identity, int maxLength) {
    String hash =
        BaseEncoding.base32()
            .lowerCase()
            .encode(Hashing.sha256().hashString(identity, StandardCharsets.UTF_8).asBytes())
            .substring(0, HASH_LENGTH);
    String prefix = name.substring(0, Math.min(name.length(), maxLength - HASH_LENGTH - 1));
    int end = prefix.length();
    while (end > 0 && !isAlphanumeric(prefix.charAt(end - 1))) {
      end--;
    }
    return prefix.substring(0, end) + "-" + hash;
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }
}
