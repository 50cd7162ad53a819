package com.practice.jobflow.operator.logging;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of a text what lets its reader in somewhere. Libraries quote what they choke on: the
 * header that cannot be sent, the address that cannot be reached.
 */
public final class Secrets {
  private static final String HIDDEN = "(hidden)";

  /** To the end: what makes a header unfit to be sent may stand in the midst of a token. */
  private static final Pattern CREDENTIALS =
      Pattern.compile("(?s)(\\bBearer\\s+|\\b[Aa]uthorization\\W+).+");

  private static final Pattern PRIVATE_KEY =
      Pattern.compile("(?s)(-----BEGIN [A-Z ]*PRIVATE KEY-----).+");
  private static final Pattern USER_OF_AN_ADDRESS = Pattern.compile("://[^/\\s@]*+@");

  private Secrets() {}

  /**
   * Returns the text without tokens behind {@code Bearer}, headers of authorization, private keys
   * in PEM, and users and passwords in addresses.
   */
  public static String hide(String text) {
    String shown = CREDENTIALS.matcher(text).replaceFirst("$1" + Matcher.quoteReplacement(HIDDEN));
    shown = PRIVATE_KEY.matcher(shown).replaceFirst("$1" + Matcher.quoteReplacement(HIDDEN));
    return USER_OF_AN_ADDRESS.matcher(shown).replaceAll("://" + HIDDEN + "@");
  }
}
