package dev.fivetwenty.cli.rules;

import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.har.HarFiles;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.cli.terminal.Problems;
import dev.fivetwenty.cli.terminal.ReadingProgress;
import dev.fivetwenty.rules.value.Address;
import dev.fivetwenty.traffic.log.HarLog;
import dev.fivetwenty.traffic.log.LogFile;
import dev.fivetwenty.traffic.log.RequestLog;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The logs and HARs of a command line, opened.
final class Logs implements AutoCloseable {

  static final String HELP =
      """
            --log FILE            an access log: combined, or JSON of nginx, Caddy, HAProxy, Logpush or
                                  this edge; plain or gzip; repeat it; - is standard input
            --har FILE            a HAR; repeat it
            --client ADDRESS      who sent the requests of HARs, which do not say
      """;

  private final List<RequestLog> all = new ArrayList<>();

  private Logs() {}

  static Logs open(Values values, Console console) {
    List<String> names = values.all("--log");
    List<String> hars = values.all("--har");
    var progress = ReadingProgress.of(Stream.of(names, hars).flatMap(List::stream).toList(), console);
    var logs = new Logs();
    try {
      for (String name : names) logs.open(name, HarFiles.open(name, console, progress));
      for (String name : hars) logs.openHar(name, HarFiles.open(name, console, progress), values);
      return logs;
    } catch (UsageProblem problem) {
      logs.close();
      throw problem;
    }
  }

  private void open(String name, InputStream file) {
    try {
      all.add(LogFile.open(name, file));
    } catch (IOException problem) {
      throw new UsageProblem("cannot read " + name + ": " + Problems.text(problem));
    }
  }

  private void openHar(String name, InputStream file, Values values) {
    String client = values.last("--client", "");
    Address address =
        client.isEmpty() ? null
            : Address.parse(client).orElseThrow(() ->
                new UsageProblem("--client takes an address, not " + client));
    try {
      all.add(HarLog.open(name, file, address));
    } catch (IOException problem) {
      throw new UsageProblem("cannot read " + name + ": " + Problems.text(problem));
    }
  }

  /// Does something with the logs.
  <T> T reading(Reading<T> reading) {
    try {
      return reading.of(all);
    } catch (IOException problem) {
      throw new UsageProblem("cannot read on: " + Problems.text(problem));
    }
  }

  /// What is done with logs.
  interface Reading<T> {
    T of(List<RequestLog> logs) throws IOException;
  }

  @Override
  public void close() {
    for (RequestLog log : all) {
      try {
        log.close();
      } catch (IOException ignored) {
        // What was read was read.
      }
    }
  }
}
