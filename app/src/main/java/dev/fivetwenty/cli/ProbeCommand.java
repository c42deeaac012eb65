package dev.fivetwenty.cli;

import dev.fivetwenty.cli.render.JsonReport;
import dev.fivetwenty.cli.render.Judged;
import dev.fivetwenty.cli.render.Secrets;
import dev.fivetwenty.cli.render.Style;
import dev.fivetwenty.cli.render.Transcript;
import dev.fivetwenty.cli.render.VerdictText;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.origin.AttemptOrder;
import dev.fivetwenty.origin.RequestBytes;
import java.net.URI;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Sends one request and says what came of it.
@picocli.CommandLine.Command(
    name = "probe",
    sortOptions = false,
    header = {
      "  fivetwenty probe http://203.0.113.7/login -H 'Host: shop.example'",
      "  fivetwenty probe https://shop.example/cart --origin 203.0.113.7",
      "  fivetwenty probe -vso /dev/null --user-agent 'Mozilla 5.0' http://127.0.0.1:8580/",
      ""
    },
    description = "Send one request; print a transcript, the verdict and the bytes that prove it.")
final class ProbeCommand implements Command {

  /// Recorded bytes of each direction, unless the content is wanted.
  private static final int KEPT_BYTES = 256 << 10;

  private static final int KEPT_WITH_CONTENT = 64 << 20;

  @Parameters(arity = "0..1", paramLabel = "URL", description = "http:// or https://")
  String url;

  @Mixin RequestOptions request;

  @Mixin ConnectionOptions connection;

  @Option(names = {"-o", "--output"}, paramLabel = "FILE", description = "Write the content there.")
  String file;

  @Option(names = {"-v", "--verbose"}, description = "Print the transcript (default without -s).")
  boolean verbose;

  @Option(names = {"-s", "--silent"}, description = "Print the verdict only, unless -v is given too.")
  boolean silent;

  @Option(names = {"-i", "--include"}, description = "Put the head before the content of -o.")
  boolean include;

  @Option(names = {"-L", "--location"}, hidden = true)
  boolean location;

  @Option(names = {"-S", "--show-error", "-f", "--fail", "-g", "--globoff", "-N", "--no-buffer",
      "--path-as-is", "-q", "--disable"}, hidden = true)
  boolean ignored;

  @Mixin OutputOptions output;

  @Override
  public int run(Console console) throws InterruptedException {
    if (url == null) throw new UsageProblem("probe: which URL? (fivetwenty probe --help)");
    URI uri = UrlText.url(url);
    RequestBytes bytes = Requests.of(request, uri, console.in());
    AttemptOrder order = order(uri, bytes);
    if (location) console.err().println("fivetwenty: redirects are not followed (-L)");
    Attempt attempt = attempt(order);
    if (file != null) new ContentFile(file, include).write(attempt, console);
    Judged judged = judged(attempt, bytes);
    if (output.json) new JsonReport(output.showSecrets).ofAttempt(attempt, judged).print(console.out());
    else print(attempt, judged, console);
    return Outcome.exitCode(attempt, console);
  }

  private AttemptOrder order(URI uri, RequestBytes bytes) {
    var connections = new Connections(connection);
    boolean wantsContent = file != null && !file.equals("/dev/null");
    return new AttemptOrder(
        connections.target(uri), bytes.toByteArray(), bytes.expected(), connections.profile(),
        connections.tls(), connections.total(), wantsContent ? KEPT_WITH_CONTENT : KEPT_BYTES, false,
        connections.dnsServer());
  }

  private static Attempt attempt(AttemptOrder order) throws InterruptedException {
    try (var origins = Wiring.origins()) {
      return origins.attempt(order).get();
    } catch (ExecutionException defect) {
      throw new IllegalStateException("the attempt failed by itself", defect.getCause());
    }
  }

  private Judged judged(Attempt attempt, RequestBytes bytes) {
    byte[] received = output.showSecrets ? attempt.received() : Secrets.message(attempt.received());
    var judgement = attempt.judgement();
    return new Judged(
        attempt.order().profile(), judgement, attempt.observation().reply(), received,
        Remedies.of(judgement, attempt.observation().reply()),
        Reproductions.of(judgement, attempt.order(), bytes, output.showSecrets));
  }

  private void print(Attempt attempt, Judged judged, Console console) {
    Style style = console.style(output.color);
    if (verbose || !silent) {
      byte[] sent = output.showSecrets ? attempt.sent() : Secrets.message(attempt.sent());
      console.out().print(new Transcript(style).of(attempt, sent, judged.received()));
      console.out().println();
    }
    console.out().print(new VerdictText(style).of(judged));
  }
}
