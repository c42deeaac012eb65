package dev.fivetwenty.cli;

import dev.fivetwenty.lab.Lab;
import dev.fivetwenty.lab.LabAddresses;
import dev.fivetwenty.lab.LabOptions;
import dev.fivetwenty.lab.Scenario;
import dev.fivetwenty.lab.Scenarios;
import dev.fivetwenty.lab.socket.Ending;
import dev.fivetwenty.lab.socket.Fixed;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Runs the lab until it is interrupted.
@picocli.CommandLine.Command(
    name = "lab",
    sortOptions = false,
    header = {
      "  fivetwenty lab",
      "  fivetwenty lab resp-empty-fin",
      "  fivetwenty lab --replay reply.bin --ending rst",
      ""
    },
    description = "Run an origin that misbehaves on purpose; prints a URL for each scenario.")
final class LabCommand implements Command {

  private static final int DEFAULT_PORT = 8580;

  @Parameters(arity = "0..1", paramLabel = "SCENARIO", description = "Only this one, on every path.")
  String scenario;

  @Option(
      names = "--listen",
      paramLabel = "ADDR",
      description = "address[:port]; 127.0.0.1:8580 by default, port 0 takes any free one.")
  String listen = "127.0.0.1:" + DEFAULT_PORT;

  @Option(names = "--replay", paramLabel = "FILE", description = "Answer everything with these bytes.")
  Path replay;

  @Option(names = "--ending", paramLabel = "HOW", description = "How they stop: fin, rst, silence.")
  String ending = "fin";

  @Option(names = "--certificates", paramLabel = "DIR", description = "Write lab-ca.pem there.")
  Path certificates;

  @Option(names = "--list", description = "List the scenarios and end.")
  boolean list;

  @Option(names = {"-q", "--quiet"}, description = "Do not log requests.")
  boolean quiet;

  @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
  boolean help;

  @Override
  public int run(Console console) throws InterruptedException {
    if (list) {
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
      throw new UsageProblem("cannot listen on " + listen + ": " + Problems.text(problem));
    }
  }

  private LabOptions options(Console console) {
    LabOptions options = LabOptions.on(address());
    if (!quiet) options = options.loggingTo(console.err()::println);
    if (certificates != null) options = options.writingCertificatesTo(certificates);
    if (replay != null) options = options.replaying(new Fixed(bytes(), ending()));
    return scenario == null ? options : options.only(Names.scenario(scenario));
  }

  private InetSocketAddress address() {
    UrlText.HostPort place = UrlText.listening(listen);
    try {
      return new InetSocketAddress(
          InetAddress.getByName(place.host()), place.port() < 0 ? DEFAULT_PORT : place.port());
    } catch (UnknownHostException e) {
      throw new UsageProblem("--listen: there is no address " + place.host());
    }
  }

  private byte[] bytes() {
    try {
      return Files.readAllBytes(replay);
    } catch (IOException problem) {
      throw new UsageProblem("cannot read " + replay + ": " + Problems.text(problem));
    }
  }

  private Ending ending() {
    return switch (ending) {
      case "fin" -> Ending.FIN;
      case "rst" -> Ending.RST;
      case "silence" -> Ending.SILENCE;
      default -> throw new UsageProblem(
          "there is no ending " + ending + "; endings are fin, rst, silence");
    };
  }

  private void print(LabAddresses at, LabOptions options, PrintStream out) {
    out.println("lab: " + at.index() + " misbehaves on purpose; Ctrl-C ends it");
    if (options.recorded().isPresent()) return;
    if (options.only().isPresent()) {
      Scenario only = options.only().get();
      out.println("  " + only.summary());
      out.println("  " + only.curlLine(at));
      out.println("  " + only.probeLine(at));
      return;
    }
    for (Scenario each : Scenarios.all()) {
      out.println("  " + at.urlOf(each) + "  " + each.summary());
    }
    out.println("  " + at.index() + "raw/CASE  measured replies; the page lists them");
  }
}
