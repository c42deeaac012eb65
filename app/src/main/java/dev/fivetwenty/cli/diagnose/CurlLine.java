package dev.fivetwenty.cli.diagnose;

import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.terminal.Console;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a curl line may hold that means nothing to a single probe: it is said to be ignored, or, where
/// it would have made another request, refused.
final class CurlLine {

  /// Options that change nothing here, neither said nor refused.
  private static final String HARMLESS =
      """
      -S, --show-error
      -f, --fail
      --fail-with-body
      -g, --globoff
      -N, --no-buffer
      -q, --disable
      --progress-bar
      --no-progress-meter
      --styled-output
      --no-styled-output
      --path-as-is
      --tcp-nodelay
      --keepalive-time SECONDS
      --no-keepalive
      --noproxy HOSTS
      """;

  static final String HIDDEN =
      HARMLESS
          + """
          --location-trusted, -L, --location
          --max-redirs COUNT
          --retry COUNT
          --retry-delay SECONDS
          --retry-max-time SECONDS
          --retry-connrefused
          --retry-all-errors
          --trace FILE
          --trace-ascii FILE
          --trace-time
          -c, --cookie-jar FILE
          --preproxy, --socks4, --socks4a, --socks5, --socks5-hostname, -x, --proxy URL
          """;

  private static final Map<String, String> IGNORED = ignored();

  private static Map<String, String> ignored() {
    var why = new LinkedHashMap<String, String>();
    why.put("--location", "redirects are not followed (-L)");
    String once = " is ignored: a probe asks once, diagnose --repeat asks again";
    why.put("--retry", "--retry" + once);
    why.put("--retry-connrefused", "--retry-connrefused" + once);
    why.put("--retry-all-errors", "--retry-all-errors" + once);
    String trace = " is ignored: the transcript has the heads, --json has all bytes";
    why.put("--trace", "--trace" + trace);
    why.put("--trace-ascii", "--trace-ascii" + trace);
    why.put("--cookie-jar", "--cookie-jar is ignored: -D writes the head with its cookies");
    return why;
  }

  /// Refuses what would have made another request, and says on standard error what is ignored.
  static void check(Values values, Console console) {
    if (values.has("--proxy")) {
      throw new UsageProblem(
          "-x: a probe asks the origin itself, never a proxy; leave it out, and name the origin with "
              + "--origin where the URL's name does not lead there");
    }
    if (values.has("--write-out") && values.has("--json")) {
      console.err().println("fivetwenty: -w is ignored: --json prints one document and nothing else");
    }
    IGNORED.forEach((option, text) -> {
      if (values.has(option)) console.err().println("fivetwenty: " + text);
    });
  }

  private CurlLine() {}
}
