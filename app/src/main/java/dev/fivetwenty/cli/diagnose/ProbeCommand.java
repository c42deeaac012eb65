package dev.fivetwenty.cli.diagnose;

import dev.fivetwenty.cli.Command;
import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.Outcome;
import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.Wiring;
import dev.fivetwenty.cli.option.ConnectionOptions;
import dev.fivetwenty.cli.option.Connections;
import dev.fivetwenty.cli.option.Numbers;
import dev.fivetwenty.cli.option.OptionTable;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.option.OutputOptions;
import dev.fivetwenty.cli.option.RequestOptions;
import dev.fivetwenty.cli.option.Requests;
import dev.fivetwenty.cli.render.Discretion;
import dev.fivetwenty.cli.render.Style;
import dev.fivetwenty.cli.report.Counsels;
import dev.fivetwenty.cli.report.FailureJson;
import dev.fivetwenty.cli.report.JsonReport;
import dev.fivetwenty.cli.report.Judged;
import dev.fivetwenty.cli.report.Reproductions;
import dev.fivetwenty.cli.report.Transcript;
import dev.fivetwenty.cli.report.VerdictText;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.cli.terminal.Interrupts;
import dev.fivetwenty.cli.terminal.Written;
import dev.fivetwenty.doctor.CertificateDemand;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.origin.AttemptOrder;
import dev.fivetwenty.origin.RequestBytes;
import dev.fivetwenty.recorder.KeptBytes;
import dev.fivetwenty.wire.WireReport;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/// Sends one request and says what came of it.
public final class ProbeCommand implements Command {

  /// Recorded bytes of each direction, unless the content is wanted.
  private static final int KEPT_BYTES = 256 << 10;

  private static final int KEPT_WITH_CONTENT = 64 << 20;

  /// Reply bytes after which reading ends, unless more is asked for: a probe is no download.
  private static final long ENOUGH_BYTES = 1L << 30;

  private static final OptionTable OPTIONS =
      new OptionTable(
          """
          Sends one request; prints a transcript, the verdict and the bytes that prove it.

            fivetwenty probe http://203.0.113.7/login -H 'Host: shop.example'
            fivetwenty probe https://shop.example/cart --origin 203.0.113.7
            fivetwenty probe -vso /dev/null --user-agent 'Mozilla 5.0' http://127.0.0.1:8580/

          Usage: fivetwenty probe [OPTION]... URL

            -o, --output FILE         write the content there
            -i, --include             with the head before it
            -D, --dump-header FILE    write the head there, interim responses included
            -w, --write-out FORMAT    print this at the end, with %{http_code}, %{time_total} and the
                                      like; @FILE reads it
            -v, --verbose             print the transcript (default without -s)
            -s, --silent              print the verdict only, unless -v is given too
                --max-filesize BYTES  read no more than this (default 1G; K, M and G as in curl);
                                      what came by then is judged
                --fail-on finding     exit with 1 for warnings, too
          """
              + RequestOptions.HELP + ConnectionOptions.HELP + AddressFamily.HELP
              + OutputOptions.HELP,
          CurlLine.HIDDEN + RequestOptions.HIDDEN + ConnectionOptions.HIDDEN);

  private Values values;
  private OutputOptions output;
  private Optional<String> format;
  private Optional<ContentFile> file;
  private Optional<HeadFile> heads;
  private boolean failOnFinding;
  private boolean interrupted;

  @Override
  public OptionTable options() {
    return OPTIONS;
  }

  @Override
  public int run(Values given, Console console) throws InterruptedException {
    values = given;
    output = new OutputOptions(given);
    failOnFinding = output.failOnFinding();
    CurlLine.check(given, console);
    format = Optional.ofNullable(given.last("--write-out", null)).map(WriteOut::format);
    file =
        Optional.ofNullable(given.last("--output", null))
            .map(name -> new ContentFile(name, given.has("--include")));
    heads = Optional.ofNullable(given.last("--dump-header", null)).map(HeadFile::new);
    var request = new Requests(new RequestOptions(given), console.in());
    RequestBytes bytes = request.bytes();
    AttemptOrder order = order(request.url(), bytes);
    file.ifPresent(ContentFile::demand);
    heads.ifPresent(HeadFile::demand);
    var interrupts = Interrupts.ofThisThread();
    try {
      return report(attempt(order), bytes, console);
    } finally {
      console.out().flush();
      interrupts.end();
    }
  }

  private int report(Attempt attempt, RequestBytes bytes, Console console) {
    if (interrupted) return partial(attempt, console);
    heads.filter(HeadFile::isStandardOutput).ifPresent(out -> out.write(attempt, console));
    file.filter(ContentFile::isStandardOutput).ifPresent(out -> out.write(attempt, console));
    Discretion discretion = output.json() ? output.handedOn() : output.atTerminal();
    Judged judged = judged(attempt, bytes, discretion);
    if (output.json()) new JsonReport(discretion).ofAttempt(attempt, judged).print(console.out());
    else print(attempt, judged, console);
    int code = Outcome.exitCode(attempt, failOnFinding, console);
    return Written.after(console, code, () -> {
      heads.filter(f -> !f.isStandardOutput()).ifPresent(f -> f.write(attempt, console));
      file.filter(f -> !f.isStandardOutput()).ifPresent(f -> f.write(attempt, console));
    });
  }

  private AttemptOrder order(URI uri, RequestBytes bytes) {
    var connections = new Connections(new ConnectionOptions(values));
    boolean wantsContent = file.filter(f -> !f.isNowhere()).isPresent();
    return new AttemptOrder(
        connections.target(uri), bytes.toByteArray(), bytes.expected(), connections.profile(),
        connections.tls(), connections.total(),
        wantsContent ? KEPT_WITH_CONTENT : KEPT_BYTES, false,
        connections.dnsServer(), enough());
  }

  private long enough() {
    String size = values.last("--max-filesize", null);
    return size == null ? ENOUGH_BYTES : Numbers.bytes("--max-filesize", size);
  }

  /// Says how far the attempt came; nothing is judged, since it had not ended.
  private int partial(Attempt attempt, Console console) {
    String said = "interrupted before the attempt ended; not judged";
    if (output.json()) FailureJson.of(Exit.INTERRUPTED, said).print(console.out());
    else console.out().print(transcript(attempt, console.style(output.color())));
    console.out().flush();
    console.err().println("fivetwenty: " + said);
    return Exit.INTERRUPTED;
  }

  private Attempt attempt(AttemptOrder order) throws InterruptedException {
    try (var origins = Wiring.origins()) {
      var result = AddressFamily.of(values).attempt(origins, order);
      try {
        return CertificateDemand.noted(result.get());
      } catch (InterruptedException _) {
        interrupted = true;
        origins.endEarly();
        return result.get();
      }
    } catch (ExecutionException defect) {
      if (defect.getCause() instanceof UsageProblem problem) throw problem;
      throw new IllegalStateException("the attempt failed by itself", defect.getCause());
    }
  }

  private static Judged judged(Attempt attempt, RequestBytes bytes, Discretion discretion) {
    var judgement = attempt.judgement();
    Optional<WireReport> reply = attempt.observation().reply();
    return new Judged(
        attempt.order().profile(), discretion.record(judgement), Optional.empty(),
        reply.map(discretion::record),
        KeptBytes.whole(discretion.received(attempt.received(), reply)),
        Counsels.of(reply),
        Reproductions.of(attempt, bytes, discretion));
  }

  private void print(Attempt attempt, Judged judged, Console console) {
    Style style = console.style(output.color());
    if (values.has("--verbose") || !values.has("--silent")) {
      console.out().print(transcript(attempt, style));
      console.out().println();
    }
    console.out().print(new VerdictText(style).of(judged));
    format.ifPresent(text -> console.out().print(new WriteOut(attempt, console).of(text)));
  }

  private String transcript(Attempt attempt, Style style) {
    Discretion discretion = output.atTerminal();
    return new Transcript(style).of(
        attempt, discretion.sent(attempt.sent()),
        discretion.received(attempt.received(), attempt.observation().reply()));
  }
}
