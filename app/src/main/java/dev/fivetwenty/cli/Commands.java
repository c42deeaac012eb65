package dev.fivetwenty.cli;

import dev.fivetwenty.cli.alwaysonline.AlwaysOnlineCommand;
import dev.fivetwenty.cli.diagnose.DiagnoseCommand;
import dev.fivetwenty.cli.diagnose.JudgeCommand;
import dev.fivetwenty.cli.diagnose.ProbeCommand;
import dev.fivetwenty.cli.edge.CheckConfigCommand;
import dev.fivetwenty.cli.edge.EdgeCommand;
import dev.fivetwenty.cli.edge.HealthcheckCommand;
import dev.fivetwenty.cli.edge.PrintConfigCommand;
import dev.fivetwenty.cli.edge.ReloadCommand;
import dev.fivetwenty.cli.edge.WatchCommand;
import dev.fivetwenty.cli.edge.WatchListCommand;
import dev.fivetwenty.cli.edge.WatchRemoveCommand;
import dev.fivetwenty.cli.har.HarCheckCommand;
import dev.fivetwenty.cli.har.HarCommand;
import dev.fivetwenty.cli.har.HarDiffCommand;
import dev.fivetwenty.cli.har.HarSanitiseCommand;
import dev.fivetwenty.cli.har.capture.HarCaptureCommand;
import dev.fivetwenty.cli.incident.IncidentsCommand;
import dev.fivetwenty.cli.incident.ReplayCommand;
import dev.fivetwenty.cli.incident.WhyCommand;
import dev.fivetwenty.cli.lab.LabCommand;
import dev.fivetwenty.cli.ranges.RangesAuditCommand;
import dev.fivetwenty.cli.ranges.RangesCommand;
import dev.fivetwenty.cli.ranges.RangesRenderCommand;
import dev.fivetwenty.cli.ranges.RangesUpdateCommand;
import dev.fivetwenty.cli.rules.RulesCheckCommand;
import dev.fivetwenty.cli.rules.RulesCommand;
import dev.fivetwenty.cli.rules.RulesExplainCommand;
import dev.fivetwenty.cli.rules.RulesSuggestCommand;
import dev.fivetwenty.cli.rules.RulesTestCommand;
import dev.fivetwenty.cli.ticket.TicketCommand;
import dev.fivetwenty.doctor.Timekeeper;
import java.util.List;
import java.util.Optional;

/// The commands there are. A command's class is loaded when it is asked for.
public final class Commands {

  static final String HELP =
      """
      fivetwenty says why an origin makes a CDN answer 520.

        fivetwenty diagnose https://shop.example/cart --origin 203.0.113.7
        fivetwenty probe -v -H 'Host: shop.example' http://203.0.113.7/cart
        fivetwenty judge reply.bin --ending rst
        fivetwenty lab
        fivetwenty why 8f2c1d3a4b5c6d7e-LOC

      Commands:
        diagnose   find out why an origin makes a CDN answer 520
        edge       run the reverse proxy that says why
        lab        run an origin that misbehaves on purpose
        probe      send one request; transcript, verdict and the bytes that prove it
        judge      say what an edge would make of raw reply bytes
        har        capture, compare, check or sanitise HAR files
        ticket     make a folder with all that a host's or a CDN's support asks for
        causes     list the causes, or explain one
        ranges     the ranges a CDN connects from: list, look up, update, render for a firewall,
                   audit the filters of an origin
        rules      explain and check rules; try them on logs, HARs and tests; propose limits
        check-config, print-config
                   check a configuration of the edge, or show it with every default
        why        say what became of the exchange with a Ray ID
        incidents  list, show, follow, export and import what edges recorded
        replay     send a recorded request again, and count how often it fails again
        reload, healthcheck
                   have an edge that runs read its configuration again, or say how it is
        always-online
                   what an edge that runs keeps to serve in place of failures
        watch      have an edge that runs keep exchanges for a while, whether or not they fail

      fivetwenty COMMAND --help shows a command's options. Exit codes: 0 nothing wrong found,
      1 a fault was found, 2 usage, 3 could not tell, 70 our own defect, 130 interrupted.
      """;

  static final List<String> NAMES =
      List.of(
          "diagnose", "probe", "judge", "har", "har capture", "har check", "har diff",
          "har sanitise", "ticket", "edge", "lab", "causes", "ranges", "ranges audit", "ranges render",
          "ranges update", "rules", "rules check", "rules explain",
          "rules test", "rules suggest", "check-config", "print-config",
          "reload", "healthcheck", "always-online", "watch", "watch list", "watch remove", "why",
          "incidents",
          "replay");

  public static Optional<Command> named(String name) {
    return Optional.ofNullable(
        switch (name) {
          case "diagnose" -> new DiagnoseCommand(Timekeeper.system());
          case "edge" -> new EdgeCommand();
          case "judge" -> new JudgeCommand();
          case "har" -> new HarCommand();
          case "har capture" -> new HarCaptureCommand(Wiring.stores());
          case "har check" -> new HarCheckCommand();
          case "har diff" -> new HarDiffCommand();
          case "har sanitise" -> new HarSanitiseCommand();
          case "ticket" -> new TicketCommand(Wiring.stores(), Timekeeper.system());
          case "probe" -> new ProbeCommand();
          case "lab" -> new LabCommand(Wiring.stores());
          case "causes" -> new CausesCommand();
          case "ranges" -> new RangesCommand();
          case "ranges audit" -> new RangesAuditCommand();
          case "ranges render" -> new RangesRenderCommand();
          case "rules" -> new RulesCommand();
          case "rules check" -> new RulesCheckCommand();
          case "rules explain" -> new RulesExplainCommand();
          case "rules test" -> new RulesTestCommand();
          case "rules suggest" -> new RulesSuggestCommand();
          case "ranges update" -> new RangesUpdateCommand();
          case "check-config" -> new CheckConfigCommand();
          case "print-config" -> new PrintConfigCommand();
          case "reload" -> new ReloadCommand();
          case "why" -> new WhyCommand(Wiring.stores());
          case "incidents" -> new IncidentsCommand(Wiring.stores());
          case "replay" -> new ReplayCommand(Wiring.stores());
          case "healthcheck" -> new HealthcheckCommand();
          case "always-online" -> new AlwaysOnlineCommand();
          case "watch" -> new WatchCommand();
          case "watch list" -> new WatchListCommand();
          case "watch remove" -> new WatchRemoveCommand();
          default -> null;
        });
  }

  private Commands() {}
}
