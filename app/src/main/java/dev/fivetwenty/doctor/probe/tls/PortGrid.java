package dev.fivetwenty.doctor.probe.tls;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Handshake;
import dev.fivetwenty.cause.Stage;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.doctor.Answer;
import dev.fivetwenty.doctor.Probe;
import dev.fivetwenty.doctor.Visit;
import dev.fivetwenty.doctor.asking.Asking;
import dev.fivetwenty.doctor.asking.Upshot;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.origin.Target;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Asks the usual ports in both schemes: an edge goes where its TLS mode sends it, not where the
/// service is.
public final class PortGrid implements Probe {

  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private static final int BAD_REQUEST = 400;

  private record Cell(String scheme, int port) {
    @Override
    public String toString() {
      return "%s on port %d".formatted(scheme, port);
    }
  }

  @Override
  public String name() {
    return "ports";
  }

  @Override
  public String question() {
    return "is the service on the port and scheme that was asked for?";
  }

  @Override
  public Manner manner() {
    return Manner.ALONGSIDE;
  }

  @Override
  public boolean isEarly() {
    return true;
  }

  @Override
  public boolean needsWholeReplies() {
    return false;
  }

  @Override
  public Optional<String> obstacle(Visit visit) {
    Optional<Verdict> verdict = visit.mainOutcome().verdict();
    if (verdict.filter(v -> v.stage() == Stage.RESOLVE).isPresent()) {
      return Optional.of("the name does not resolve");
    }
    return visit.notTheOrigin().or(visit::unsafe);
  }

  @Override
  public void run(Visit visit, Answer answer) throws InterruptedException {
    Target own = visit.plan().target();
    Cell asked = new Cell(own.isTls() ? "https" : "http", own.port());
    Map<String, Object> grid = new LinkedHashMap<>();
    var sound = new ArrayList<String>();
    List<Cell> cells = cells(asked, visit.mainOutcome().status() == 0);
    List<Attempt> attempts =
        visit.askTogether(cells.stream().map(cell -> asking(visit, cell)).toList());
    visit.awaitMain();
    grid.put(asked.toString(), visit.mainOutcome().toString());
    answer.fact("grid", grid);
    for (int i = 0; i < cells.size(); i++) {
      Upshot upshot = visit.outcome(attempts.get(i));
      grid.put(cells.get(i).toString(), upshot.toString());
      if (isServed(upshot)) sound.add(cells.get(i).toString());
    }
    boolean isTls = asked.scheme.equals("http") && speaksTls(attempts.getFirst());
    if (!sound.isEmpty() && visit.mainOutcome().isSilent() && !visit.isSteady()) {
      answer.untold("the same request does not end alike each time");
    } else if (!sound.isEmpty() && (isUnserved(visit) || isPlainToTls(visit, asked, sound))) {
      String text =
          "%s ends in %s, but the service answers %s"
              .formatted(asked, visit.mainOutcome(), String.join(" and ", sound));
      answer.warn(Cause.PORT_MISMATCH, text).summary("no: %s", text);
    } else if (isTls && (isUnserved(visit) || visit.mainOutcome().status() == BAD_REQUEST)) {
      String text =
          "%s ends in %s, but the port speaks TLS: ask it by https"
              .formatted(asked, visit.mainOutcome());
      answer.warn(Cause.PORT_MISMATCH, text).summary("no: %s", text);
    } else if (isUnserved(visit)) {
      answer.summary("no other port answers as it should, either");
    } else {
      answer.summary("yes, %s", asked);
    }
  }

  /// True for an answer of the service; a port for TLS may answer plain HTTP with a 400.
  private static boolean isServed(Upshot upshot) {
    return upshot.verdict().isEmpty() && upshot.status() > 0 && upshot.status() != BAD_REQUEST;
  }

  /// True when the handshake was done, or failed only for want of our certificate: no port for plain
  /// HTTP comes so far.
  private static boolean speaksTls(Attempt attempt) {
    Optional<Handshake> handshake = attempt.observation().handshake();
    return Tls.isFinished(handshake)
        || handshake.filter(Handshake::clientCertificateWanted)
            .filter(h -> h.failure() == Handshake.Failure.ALERT).isPresent();
  }

  /// True when what answered the request was no HTTP at all, or nothing, or the wrong scheme's
  /// port.
  private static boolean isUnserved(Visit visit) {
    Optional<Verdict> verdict = visit.mainOutcome().verdict();
    if (verdict.isEmpty()) return !isServed(visit.mainOutcome());
    return verdict.get().stage().compareTo(Stage.STATUS_LINE) <= 0;
  }

  /// True when a server that wants TLS here answers plain HTTP with a 400, as several do.
  private static boolean isPlainToTls(Visit visit, Cell asked, List<String> sound) {
    return asked.scheme.equals("http")
        && visit.mainOutcome().status() == BAD_REQUEST
        && sound.contains(new Cell("https", asked.port).toString());
  }

  /// The other scheme on the same port, always; the usual ports when they belong to the question.
  private static List<Cell> cells(Cell asked, boolean unserved) {
    var cells = new ArrayList<Cell>();
    cells.add(new Cell(asked.scheme.equals("http") ? "https" : "http", asked.port));
    boolean usual = asked.port == 80 || asked.port == 443;
    if (usual || unserved) {
      cells.add(new Cell("http", 80));
      cells.add(new Cell("https", 443));
    }
    if (usual) {
      cells.add(new Cell("https", 80));
      cells.add(new Cell("http", 443));
    }
    cells.remove(asked);
    return cells.stream().distinct().filter(c -> !c.equals(asked)).toList();
  }

  private static Asking asking(Visit visit, Cell cell) {
    Target own = visit.plan().target();
    String url = own.url().toString();
    URI other = URI.create(cell.scheme + url.substring(url.indexOf(':')));
    return visit.asking()
        .target(new Target(other, Optional.of(own.connectHost()), cell.port))
        .limit(visit.time().allowance(PATIENCE))
        .label(cell.toString());
  }
}
