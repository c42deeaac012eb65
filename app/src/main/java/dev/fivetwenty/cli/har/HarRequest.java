package dev.fivetwenty.cli.har;

import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.option.Numbers;
import dev.fivetwenty.cli.option.UrlText;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.har.BrokenHar;
import dev.fivetwenty.har.HarEntry;
import dev.fivetwenty.har.HarReader;
import dev.fivetwenty.har.NameValue;
import dev.fivetwenty.har.ShownUrl;
import dev.fivetwenty.har.json.Json;
import dev.fivetwenty.origin.RequestBytes;
import dev.fivetwenty.sanitise.Tokens;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The request of an entry of a HAR, to be made again.
///
/// @param missing names of fields whose values were hidden in the file, so that they are not sent
public record HarRequest(HarEntry entry, URI url, RequestBytes bytes, List<String> missing) {

  /// What this program frames by itself, or that belonged to the connection of the browser.
  private static final Set<String> OF_CONNECTION =
      Set.of(
          "host", "connection", "content-length", "transfer-encoding", "keep-alive", "te", "trailer",
          "upgrade", "proxy-connection", "http2-settings");

  /// Reads the entry of that number, from 0 as in JSON pointers; without one the first that failed.
  public static HarRequest read(String file, String number, Console console) {
    int wanted =
        number == null ? -1 : Numbers.whole("--entry", number, 0, Integer.MAX_VALUE);
    try (InputStream in = HarFiles.open(file, console);
        HarReader reader = HarReader.open(in)) {
      for (var e = reader.nextEntry(); e.isPresent(); e = reader.nextEntry()) {
        HarEntry entry = e.get();
        if (wanted < 0 ? isFailure(entry) : entry.index() == wanted) return of(entry);
      }
      throw wanted < 0
          ? new UsageProblem("no entry of " + file + " failed; --entry N says which one is meant")
          : new UsageProblem(file + " has no entry " + wanted + ", it has " + reader.entries());
    } catch (BrokenHar broken) {
      throw HarFiles.broken(file, broken);
    } catch (IOException problem) {
      throw HarFiles.unreadable(file, problem);
    }
  }

  /// A browser's request that was blocked or a CONNECT of a proxy is nothing to ask an origin.
  private static boolean isFailure(HarEntry entry) {
    boolean http = entry.url().startsWith("http://") || entry.url().startsWith("https://");
    boolean failed = entry.status() == 0 || entry.status() >= 500 || entry.error().isPresent();
    return http && failed && !entry.method().equals("CONNECT");
  }

  private static HarRequest of(HarEntry entry) {
    URI url = UrlText.url(entry.url());
    var missing = new ArrayList<String>();
    try {
      RequestBytes request =
          RequestBytes.of(entry.method().isEmpty() ? "GET" : entry.method(), url)
              .without("User-Agent").without("Accept");
      for (NameValue field : entry.requestHeaders()) {
        String name = field.name().toLowerCase(Locale.ROOT);
        if (name.startsWith(":") || OF_CONNECTION.contains(name)) continue;
        boolean hidden = Tokens.lengthBefore(field.value()) != field.value().length();
        if (hidden) missing.add(field.name());
        else request = request.adding(field.name(), field.value());
      }
      Optional<byte[]> content = content(entry.request().object("postData"), missing);
      if (content.isPresent()) request = request.content(content.get());
      return new HarRequest(entry, url, request, missing);
    } catch (IllegalArgumentException problem) {
      throw new UsageProblem(entry.pointer() + " cannot be asked: " + problem.getMessage());
    }
  }

  private static Optional<byte[]> content(Json.Obj data, List<String> missing) {
    String text = data.text("text");
    if (text.isEmpty()) return Optional.empty();
    if (Tokens.lengthBefore(text) == text.length()) {
      return Optional.of(text.getBytes(StandardCharsets.UTF_8));
    }
    missing.add("the content");
    return Optional.empty();
  }

  /// Returns what is asked again, and what the file says came of it, in one line.
  public String said(String file) {
    var said = new StringBuilder("from ").append(file).append(", entry ").append(entry.index())
        .append(": ").append(entry.method()).append(' ').append(ShownUrl.of(entry.url()));
    said.append("; it had ").append(
        entry.status() > 0 ? "status " + entry.status() : "no status");
    entry.error().ifPresent(error -> said.append(" (").append(error).append(')'));
    entry.rayId().ifPresent(id -> said.append(", Ray ID ").append(id));
    if (!missing.isEmpty()) {
      said.append("; hidden in the file, so not sent: ").append(String.join(", ", missing))
          .append(" (-H and -d supply them)");
    }
    return said.toString();
  }
}
