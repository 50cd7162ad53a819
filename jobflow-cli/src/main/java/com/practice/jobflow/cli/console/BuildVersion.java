package com.practice.jobflow.cli.console;

/** Which build this is, as its jar's manifest says. */
public final class BuildVersion {
  private BuildVersion() {}

  /** Returns the version; {@code development} where there is no jar. */
  public static String version() {
    String version = BuildVersion.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
