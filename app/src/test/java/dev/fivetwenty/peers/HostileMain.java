package dev.fivetwenty.peers;

import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.peers.Asking.Question;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Timeouts;
import java.time.Duration;
import java.util.Arrays;

/// Asks a hostile origin, page by page, in a JVM with a small heap. Prints a line per page: its
/// name, the cause that was found, and whether the kept bytes stayed within their bound.
///
/// Arguments: the port, then the pages.
final class HostileMain {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofSeconds(2);

  /// Between two bytes there may be more time than the drip takes, so that only the limit on
  /// the whole head ends it.
  private static final Profile PROFILE =
      Profile.CLASSIC.withTimeouts(
          new Timeouts(SHORT, SHORT, SHORT, LONG, LONG, SHORT, SHORT, SHORT));

  public static void main(String... arguments) {
    String origin = "http://127.0.0.1:" + arguments[0];
    try (var asking = new Asking()) {
      for (String page : Arrays.asList(arguments).subList(1, arguments.length)) {
        var attempt = asking.ask(Question.get(origin + "/" + page).profile(PROFILE));
        String cause =
            attempt.judgement().verdict().map(Verdict::cause).map(c -> c.slug()).orElse("none");
        System.out.println(page + " " + cause + " " + (attempt.received().length <= 1 << 20));
        System.err.println(page + ": " + attempt.receivedTotal());
      }
    }
  }

  private HostileMain() {}
}
