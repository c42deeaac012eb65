package dev.fivetwenty.cli.lab;

import dev.fivetwenty.cli.Command;
import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.incident.Reveal;
import dev.fivetwenty.cli.incident.StoreAccess;
import dev.fivetwenty.cli.option.DataFolder;
import dev.fivetwenty.cli.option.Names;
import dev.fivetwenty.cli.option.OptionTable;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.option.UrlText;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.cli.terminal.Problems;
import dev.fivetwenty.config.text.HostPort;
import dev.fivetwenty.lab.Lab;
import dev.fivetwenty.lab.LabOptions;
import dev.fivetwenty.lab.StartList;
import dev.fivetwenty.lab.repertoire.Scenarios;
import dev.fivetwenty.lab.scenario.LabAddresses;
import dev.fivetwenty.lab.scenario.Scenario;
import dev.fivetwenty.lab.socket.Ending;
import dev.fivetwenty.lab.socket.Fixed;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// Runs the lab until it is interrupted.
public final class LabCommand implements Command {

  private static final int DEFAULT_PORT = 8580;

  private static final OptionTable OPTIONS =
      new OptionTable(
          """
          Runs an origin that misbehaves on purpose, until Ctrl-C; prints a curl line for each scenario.

            fivetwenty lab
            fivetwenty lab resp-empty-fin
            fivetwenty lab --replay reply.bin --ending rst
            fivetwenty lab --incident 8f2c1d3a4b5c6d7e-LOC

          Usage: fivetwenty lab [OPTION]... [SCENARIO]     (one scenario answers on every path)

                --listen ADDR         address[:port], 127.0.0.1:8580 unless given; port 0 is any
                --replay FILE         answer everything with these bytes
                --ending HOW          how they stop: fin (default), rst, fin-rst, silence
                --incident RAY|FILE   answer everything with the recorded reply of an incident, which
                                      stands in the store, or in a file of incidents export
          """
              + Reveal.HELP + DataFolder.HELP
              + """
                --certificates DIR    write lab-ca.pem there
                --list                list the scenarios and end
            -q, --quiet               do not log requests
            -h, --help                show this help
          """,
          "");

  private final StoreAccess store;
  private Values values;
  private Optional<LabIncident> incident = Optional.empty();

  public LabCommand(StoreAccess store) {
    this.store = store;
  }

  @Override
  public OptionTable options() {
    return OPTIONS;
  }

  @Override
  public int run(Values given, Console console) throws InterruptedException {
    values = given;
    if (given.has("--list")) {
      Scenarios.all().forEach(s -> console.out().println(s.slug() + ": " + s.summary()));
      return Exit.OK;
    }
    LabOptions options = options(console);
    try (Lab lab = Lab.open(options)) {
      print(lab.addresses(), options, console.out());
      console.out().flush();
      new CountDownLatch(1).await();
      return Exit.OK;
    } catch (IOException problem) {
      throw new UsageProblem(
          "cannot listen on " + listen() + ": " + Problems.text(problem)
              + " (--listen ADDR:0 takes a free port)");
    }
  }

  private LabOptions options(Console console) {
    LabOptions options = LabOptions.on(address());
    if (!values.has("--quiet")) options = options.loggingTo(console.err()::println);
    String folder = values.last("--certificates", null);
    if (folder != null) options = options.writingCertificatesTo(Path.of(folder));
    String file = values.last("--replay", null);
    if (file != null) options = options.replaying(new Fixed(bytes(file), ending()));
    String recorded = values.last("--incident", null);
    if (recorded != null) {
      incident = Optional.of(LabIncident.of(recorded, store, values, console));
      LabOptions asked = options;
      options = incident.get().scenario().map(asked::only)
          .orElseGet(() -> asked.replaying(incident.get().reply()));
    }
    String scenario = values.optionalWord();
    return scenario == null ? options : options.only(Names.scenario(scenario));
  }

  private String listen() {
    return values.last("--listen", "127.0.0.1:" + DEFAULT_PORT);
  }

  private InetSocketAddress address() {
    HostPort place = UrlText.listening(listen());
    try {
      return new InetSocketAddress(
          InetAddress.getByName(place.host()), place.port() < 0 ? DEFAULT_PORT : place.port());
    } catch (UnknownHostException e) {
      throw new UsageProblem("--listen: there is no address " + place.host());
    }
  }

  private static byte[] bytes(String file) {
    try {
      return Files.readAllBytes(Path.of(file));
    } catch (IOException problem) {
      throw new UsageProblem("cannot read " + file + ": " + Problems.text(problem));
    }
  }

  private Ending ending() {
    String ending = values.last("--ending", "fin");
    return switch (ending) {
      case "fin" -> Ending.FIN;
      case "rst" -> Ending.RST;
      case "fin-rst" -> Ending.FIN_RST;
      case "silence" -> Ending.SILENCE;
      default -> throw new UsageProblem(
          "there is no ending " + ending + "; endings are fin, rst, fin-rst, silence");
    };
  }

  private void print(LabAddresses at, LabOptions options, PrintStream out) {
    if (incident.isPresent() && incident.get().scenario().isEmpty()) {
      out.print(incident.get().said(at));
      return;
    }
    var place =
        options.only().filter(s -> s.kind() == Scenario.Kind.PORT).map(at::urlOf)
            .orElse(at.index());
    out.println("lab: " + place + " misbehaves on purpose; Ctrl-C ends it");
    if (options.recorded().isPresent()) return;
    if (options.only().isPresent()) {
      Scenario only = options.only().get();
      incident.ifPresent(i -> out.print(i.saidOfScenario()));
      out.println("  " + only.summary());
      out.println("  " + only.curlLine(at));
      out.println("  " + only.probeLine(at));
      return;
    }
    out.print(StartList.of(at));
  }
}
