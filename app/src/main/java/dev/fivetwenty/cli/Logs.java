package dev.fivetwenty.cli;

import dev.fivetwenty.cli.OptionTable.Values;
import dev.fivetwenty.rules.value.Address;
import dev.fivetwenty.traffic.log.HarLog;
import dev.fivetwenty.traffic.log.LogFile;
import dev.fivetwenty.traffic.log.RequestLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// The logs and HARs of a command line, opened, and how much of them has been read.
final class Logs implements AutoCloseable {

  static final String HELP =
      """
            --log FILE            an access log: combined, or JSON of nginx, Caddy, HAProxy, Logpush or
                                  this edge; plain or gzip; repeat it; - is standard input
            --har FILE            a HAR; repeat it
            --client ADDRESS      who sent the requests of HARs, which do not say
      """;

  private static final long TICK_MILLIS = 500;

  private final List<RequestLog> all = new ArrayList<>();
  private final LongAdder read = new LongAdder();
  private final Console console;
  private final long size;

  private Logs(Console console, long size) {
    this.console = console;
    this.size = size;
  }

  static Logs open(Values values, Console console) {
    List<String> names = values.all("--log");
    var logs = new Logs(console, names.stream().mapToLong(Logs::size).sum());
    try {
      for (String name : names) logs.open(name, console);
      for (String name : values.all("--har")) logs.openHar(name, values, console);
      return logs;
    } catch (UsageProblem problem) {
      logs.close();
      throw problem;
    }
  }

  private static long size(String name) {
    try {
      return name.equals("-") ? 0 : Files.size(Path.of(name));
    } catch (IOException unknown) {
      return 0;
    }
  }

  private void open(String name, Console from) {
    try {
      all.add(LogFile.open(name, HarFiles.open(name, from), read));
    } catch (IOException problem) {
      throw new UsageProblem("cannot read " + name + ": " + Problems.text(problem));
    }
  }

  private void openHar(String name, Values values, Console from) {
    String client = values.last("--client", "");
    Address address =
        client.isEmpty() ? null
            : Address.parse(client).orElseThrow(() ->
                new UsageProblem("--client takes an address, not " + client));
    try {
      all.add(HarLog.open(name, HarFiles.open(name, from), address));
    } catch (IOException problem) {
      throw new UsageProblem("cannot read " + name + ": " + Problems.text(problem));
    }
  }

  List<RequestLog> all() {
    return all;
  }

  /// Does something with the logs, with progress on a terminal.
  <T> T reading(Reading<T> reading) {
    Thread progress = shown() ? Thread.ofVirtual().start(this::tell) : null;
    try {
      return reading.of(all);
    } catch (IOException problem) {
      throw new UsageProblem("cannot read on: " + Problems.text(problem));
    } finally {
      if (progress != null) end(progress);
    }
  }

  /// What is done with logs.
  interface Reading<T> {
    T of(List<RequestLog> logs) throws IOException;
  }

  private boolean shown() {
    return console.errIsTerminal() && size > 0 && !console.environment().containsKey("CI");
  }

  private void tell() {
    try {
      while (true) {
        Thread.sleep(TICK_MILLIS);
        long mebibytes = read.sum() >> 20;
        console.err().print("\r\u001b[K" + read.sum() * 100 / size + " % of " + (size >> 20)
            + " MiB read (" + mebibytes + ")");
      }
    } catch (InterruptedException finished) {
      console.err().print("\r\u001b[K");
    }
  }

  private static void end(Thread progress) {
    progress.interrupt();
    try {
      progress.join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
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
