package dev.fivetwenty.cli.option;

import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.option.OptionTable.Values;
import java.util.List;
import java.util.Map;

/// The request, in options named like curl's.
public record RequestOptions(Values values) {

  public static final String HELP =
      """
      The request, as in curl:
        -X, --request METHOD      request method
        -H, --header LINE         add or replace a field; 'Name:' removes it, 'Name;' sends it empty
        -A, --user-agent NAME     User-Agent
        -e, --referer URL         Referer
        -b, --cookie DATA         Cookie, as name=value; ...
        -u, --user USER:PASSWORD  basic authentication
        -d, --data DATA           content of a POST; @FILE reads it, without line ends
            --data-raw DATA       the same, without a meaning for @
            --data-binary DATA    the same; @FILE as it is
        -G, --get                 append the data to the URL, as a query, and send GET
        -r, --range RANGE         ask for these bytes of the content, for example 0-99
        -I, --head                send HEAD
        -0, --http1.0             send HTTP/1.0
            --http1.1             send HTTP/1.1 (default)
            --compressed          accept deflate, gzip, br, zstd
            --request-target PATH  send this instead of the URL's path
      """;

  public static final String HIDDEN =
      """
      --data-ascii, --data DATA
      --url URL
      --http3, --http2-prior-knowledge, --http2
      """;

  /// Returns the URL, wherever on the line it stands.
  ///
  /// @throws UsageProblem when there is none, or more than one
  String url() {
    List<String> named = values.all("--url");
    if (named.isEmpty()) return values.word("URL");
    if (named.size() > 1 || !values.words().isEmpty()) {
      throw new UsageProblem("one URL too many: a probe asks one");
    }
    return named.getFirst();
  }

  String method() {
    return values.last("--request", null);
  }

  List<String> headers() {
    return values.all("--header");
  }

  String userAgent() {
    return values.last("--user-agent", null);
  }

  String referer() {
    return values.last("--referer", null);
  }

  String cookie() {
    return values.last("--cookie", null);
  }

  String user() {
    return values.last("--user", null);
  }

  /// Returns the parts of the content with the option of each.
  List<Map.Entry<String, String>> data() {
    return values.inOrder("--data", "--data-raw", "--data-binary");
  }

  /// True when the data goes into the URL.
  boolean get() {
    return values.has("--get");
  }

  String range() {
    return values.last("--range", null);
  }

  /// Returns the same where `--data` names something else.
  List<Map.Entry<String, String>> rawData() {
    return values.inOrder("--data-raw", "--data-binary");
  }

  boolean head() {
    return values.has("--head");
  }

  boolean http10() {
    return values.has("--http1.0");
  }

  boolean otherHttp() {
    return values.has("--http2");
  }

  boolean compressed() {
    return values.has("--compressed");
  }

  String target() {
    return values.last("--request-target", null);
  }
}
