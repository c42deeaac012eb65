package dev.fivetwenty.cli.diagnose;

import dev.fivetwenty.cause.Connect;
import dev.fivetwenty.cause.Timeline;
import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.cli.terminal.Problems;
import dev.fivetwenty.doctor.asking.Upshot;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.wire.WireReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The text of curl's `-w`, with figures of an attempt in the place of `%{name}`.
final class WriteOut {

  private static final Pattern MARK = Pattern.compile("%\\{([^}]*)}|%%|\\\\[nrt]");

  private final Attempt attempt;
  private final Console console;

  WriteOut(Attempt attempt, Console console) {
    this.attempt = attempt;
    this.console = console;
  }

  /// Reads a format; `@FILE` is one in a file.
  static String format(String given) {
    if (!given.startsWith("@")) return given;
    String file = given.substring(1);
    try {
      return Files.readString(Path.of(file));
    } catch (IOException problem) {
      throw new UsageProblem("cannot read " + file + ": " + Problems.text(problem));
    }
  }

  String of(String format) {
    return MARK.matcher(format).replaceAll(m -> Matcher.quoteReplacement(one(m)));
  }

  private String one(MatchResult mark) {
    return switch (mark.group()) {
      case "%%" -> "%";
      case "\\n" -> "\n";
      case "\\r" -> "\r";
      case "\\t" -> "\t";
      default -> value(mark.group(1));
    };
  }

  private String value(String name) {
    Timeline times = attempt.timeline();
    return switch (name) {
      case "http_code", "response_code" -> "%03d".formatted(Upshot.status(attempt));
      case "http_version" ->
          Upshot.head(attempt).map(h -> h.version().replaceFirst("^HTTP/", "")).orElse("0");
      case "content_type" -> Upshot.head(attempt).flatMap(h -> h.value("Content-Type")).orElse("");
      case "redirect_url" -> Upshot.head(attempt).flatMap(h -> h.value("Location")).orElse("");
      case "time_namelookup" -> seconds(times.resolved());
      case "time_connect" -> seconds(times.connected());
      case "time_appconnect" -> seconds(times.tls());
      case "time_pretransfer" -> seconds(times.tls().isNegative() ? times.connected() : times.tls());
      case "time_starttransfer" -> seconds(times.firstByte());
      case "time_total" -> seconds(times.closed());
      case "size_download" -> Long.toString(contentBytes());
      case "size_header" -> Integer.toString(HeadFile.head(attempt).length);
      case "size_request" -> Long.toString(attempt.observation().sent().written());
      case "remote_ip" -> connected(Connect::address);
      case "remote_port" -> connected(Connect::port);
      case "num_redirects" -> "0";
      case "num_connects" -> attempt.timeline().connected().isNegative() ? "0" : "1";
      case "scheme" -> attempt.order().target().url().getScheme().toUpperCase(Locale.ROOT);
      case "url", "url_effective" -> attempt.order().target().url().toString();
      default -> unknown(name);
    };
  }

  private String unknown(String name) {
    console.err().println("fivetwenty: -w has no %{" + name + "} here, it is left out");
    return "";
  }

  private String connected(Function<Connect, String> part) {
    return attempt.observation().connect().map(part).orElse("");
  }

  private long contentBytes() {
    return attempt.observation().reply().map(WireReport::contentBytes).orElse(0L);
  }

  /// What did not happen took no time, as in curl.
  private static String seconds(Duration time) {
    return "%.6f".formatted(Math.max(0, time.toNanos()) / 1e9);
  }
}
