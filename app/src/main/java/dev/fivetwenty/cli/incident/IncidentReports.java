package dev.fivetwenty.cli.incident;

import dev.fivetwenty.cause.Judgement;
import dev.fivetwenty.cause.Observation;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.cli.option.ConnectionOptions;
import dev.fivetwenty.cli.option.DataFolder;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.report.Counsels;
import dev.fivetwenty.cli.report.Judged;
import dev.fivetwenty.cli.story.Report;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.doctor.replay.LeftOut;
import dev.fivetwenty.doctor.replay.RecordedRequest;
import dev.fivetwenty.doctor.reproduction.Reproduction;
import dev.fivetwenty.doctor.reproduction.ShellWord;
import dev.fivetwenty.incident.Group;
import dev.fivetwenty.incident.Incident;
import dev.fivetwenty.incident.Incidents;
import dev.fivetwenty.incident.Query;
import dev.fivetwenty.incident.Stored;
import dev.fivetwenty.recorder.KeptAttempt;
import dev.fivetwenty.recorder.KeptBytes;
import dev.fivetwenty.wire.WireReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Adds to a stored incident what its readers want beside it.
public final class IncidentReports {

  private final Incidents incidents;
  private final Values values;
  private final Reveal reveal;

  /// @param values of the command line, whose folder the commands shown name again
  public IncidentReports(Incidents incidents, Values values, Console console) {
    this.reveal = new Reveal(values, console);
    this.incidents = incidents;
    this.values = values;
  }

  public Report of(Stored found) {
    Stored stored = reveal.shown(found);
    Incident incident = stored.incident();
    var replays = new Replays(incident, new ConnectionOptions(values));
    Optional<RecordedRequest> request = replays.request();
    Judged judged = judged(replays);
    List<LeftOut> leftOut = request.map(RecordedRequest::leftOut).orElse(List.of());
    return new Report(
        stored, group(stored), judged, commands(incident, replays, request), leftOut,
        !leftOut.isEmpty() || isCovered(judged.received()));
  }

  private Optional<Group> group(Stored stored) {
    return incidents.groups(Query.ALL.ofGroup(stored.group())).stream().findFirst();
  }

  private static Judged judged(Replays replays) {
    Optional<KeptAttempt> told = replays.told();
    Optional<Verdict> verdict = replays.verdict();
    Judgement judgement = told.map(KeptAttempt::judgement)
        .orElse(new Judgement(Optional.empty(), List.of(), List.of()));
    if (verdict.isPresent()) {
      judgement = new Judgement(verdict, judgement.glitches(), judgement.findings());
    }
    Optional<WireReport> reply = told.map(KeptAttempt::observation).flatMap(Observation::reply);
    KeptBytes received = told.map(KeptAttempt::received).orElse(KeptBytes.NONE);
    return new Judged(
        replays.judgedBy(), judgement, Optional.empty(), reply,
        onConnection(received, reply.map(WireReport::start).orElse(0L)), Counsels.of(reply),
        new Reproduction("", ""));
  }

  /// Returns the bytes at the offsets that they had on their connection, as verdicts have them.
  private static KeptBytes onConnection(KeptBytes reply, long start) {
    if (start == 0) return reply;
    var pieces = new ArrayList<KeptBytes.Piece>();
    for (KeptBytes.Piece piece : reply.pieces()) {
      pieces.add(new KeptBytes.Piece(piece.offset() + start, piece.bytes()));
    }
    return new KeptBytes(reply.total() + start, pieces);
  }

  private static boolean isCovered(KeptBytes bytes) {
    for (KeptBytes.Piece piece : bytes.pieces()) {
      for (int i = 1; i < piece.bytes().length; i++) {
        if (piece.bytes()[i] == '*' && piece.bytes()[i - 1] == '*') return true;
      }
    }
    return false;
  }

  private List<String> commands(
      Incident incident, Replays replays, Optional<RecordedRequest> request) {
    var commands = new ArrayList<String>();
    // Of an incident that was imported, anybody may have written it.
    String ray = ShellWord.quote(incident.ray());
    boolean asked = !incident.answer().origin().isEmpty();
    if (asked && request.isPresent()) {
      var sent = request.get().request();
      String curl = Reproduction.curl(replays.target(sent), sent, replays.tls());
      commands.add(
          replays.told().map(t -> Reproduction.patient(curl, t.observation(), t.timeline()))
              .orElse(curl));
      commands.add("fivetwenty replay " + ray + DataFolder.option(values));
    }
    if (replays.told().filter(RecordedReply::isServable).isPresent()) {
      commands.add("fivetwenty lab --incident " + ray + DataFolder.option(values));
    } else {
      replays.verdict().ifPresent(v -> commands.add("fivetwenty lab " + v.cause().slug()));
    }
    return commands;
  }
}
