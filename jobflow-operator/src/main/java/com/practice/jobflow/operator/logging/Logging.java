package com.practice.jobflow.operator.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * Sets up the log, on standard output: as {@link LogSettings#DEFAULT} says at first, since Logback
 * finds this class by itself, and by {@link #configure} when the options are known.
 *
 * <p>In code, not in a file: at the start nothing has to be found and parsed.
 */
public final class Logging extends ContextAwareBase implements Configurator {
  private static final String OURS = "com.practice.jobflow";

  /** Say that our own resources are alpha, and once a second that the machine is busy. */
  private static final List<String> TALKATIVE =
      List.of(
          "io.fabric8.kubernetes.client.dsl.internal.VersionUsageUtils",
          "io.vertx.core.impl.BlockedThreadChecker");

  /** Made by Logback. */
  public Logging() {}

  /** Logs like this from now on. */
  public static void configure(LogSettings settings) {
    apply(settings, (LoggerContext) LoggerFactory.getILoggerFactory());
  }

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    apply(LogSettings.DEFAULT, context);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static void apply(LogSettings settings, LoggerContext context) {
    LogLines lines = new LogLines(settings.format());
    lines.setContext(context);
    lines.start();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setEncoder(lines);
    console.start();
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.detachAndStopAllAppenders();
    root.addAppender(console);
    // of the libraries nothing less at any level: their finer lines have headers with tokens
    root.setLevel(Level.WARN);
    TALKATIVE.forEach(name -> context.getLogger(name).setLevel(Level.ERROR));
    context.getLogger(OURS).setLevel(Level.convertAnSLF4JLevel(settings.level()));
  }
}
