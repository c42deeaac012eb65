package dev.fivetwenty.cli.option;

import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.terminal.Problems;
import dev.fivetwenty.origin.RequestBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// Makes the request that curl would make of the same options.
public final class Requests {

  private static final int MAX_CONTENT = 64 << 20;

  private final RequestOptions options;
  private final InputStream stdin;
  private final byte[] data;
  private final URI url;

  /// Reads the files that the options name.
  ///
  /// @throws UsageProblem for a URL that is none, or a file that cannot be read
  public Requests(RequestOptions options, InputStream stdin) {
    this.options = options;
    this.stdin = stdin;
    URI given = UrlText.url(options.url());
    data = data(options.data());
    url = options.get() && data.length > 0 ? queried(given) : given;
  }

  /// Reads what is supplied to a request that was recorded: no URL is among the words.
  private Requests(RequestOptions options, InputStream stdin, URI url) {
    this.options = options;
    this.stdin = stdin;
    this.url = url;
    data = data(options.rawData());
  }

  /// Returns the URL that is asked, with the data of `-G` in it.
  public URI url() {
    return url;
  }

  /// Returns a recorded request with the fields and the content that the options supply.
  public static RequestBytes supplied(
      RequestBytes recorded, RequestOptions options, InputStream stdin) {
    var requests = new Requests(options, stdin, null);
    try {
      RequestBytes request = recorded;
      if (!options.rawData().isEmpty()) {
        request = request.without("Content-Length").content(requests.data);
      }
      for (String line : options.headers()) request = requests.header(request, line);
      return request;
    } catch (IllegalArgumentException problem) {
      throw new UsageProblem("bad request: " + problem.getMessage());
    }
  }

  private URI queried(URI given) {
    String text = given.toString().replaceFirst("#.*", "");
    String mark = given.getRawQuery() == null ? "?" : "&";
    return UrlText.url(text + mark + new String(data, StandardCharsets.UTF_8));
  }

  public RequestBytes bytes() {
    if (options.otherHttp()) {
      throw new UsageProblem("only HTTP/1.0 and HTTP/1.1 can be asked for");
    }
    boolean hasContent = !options.get() && !options.data().isEmpty();
    String method = options.head() ? "HEAD" : hasContent ? "POST" : "GET";
    try {
      var request = RequestBytes.of(options.method() == null ? method : options.method(), url);
      if (options.http10()) request = request.version("HTTP/1.0");
      if (options.target() != null) request = request.target(options.target());
      request = fields(request);
      if (hasContent) request = content(request, data);
      for (String line : options.headers()) request = header(request, line);
      return request;
    } catch (IllegalArgumentException problem) {
      throw new UsageProblem("bad request: " + problem.getMessage());
    }
  }

  private RequestBytes fields(RequestBytes start) {
    RequestBytes request = start;
    String user = options.user() != null ? options.user() : url.getUserInfo();
    if (user != null) {
      byte[] pair = (user.contains(":") ? user : user + ":").getBytes(StandardCharsets.UTF_8);
      request = request.with("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }
    if (options.userAgent() != null) request = replaced(request, "User-Agent", options.userAgent());
    if (options.referer() != null) request = request.with("Referer", options.referer());
    if (options.cookie() != null) request = request.with("Cookie", cookie());
    if (options.range() != null) request = request.with("Range", "bytes=" + options.range());
    if (options.compressed()) request = request.with("Accept-Encoding", "deflate, gzip, br, zstd");
    return request;
  }

  /// An empty value removes the field, as in curl.
  private static RequestBytes replaced(RequestBytes request, String name, String value) {
    return value.isEmpty() ? request.without(name) : request.with(name, value);
  }

  private String cookie() {
    if (!options.cookie().contains("=")) {
      throw new UsageProblem(
          "--cookie takes name=value; a cookie file is not read: " + options.cookie());
    }
    return options.cookie();
  }

  private static RequestBytes content(RequestBytes request, byte[] content) {
    var typed = request.with("Content-Type", "application/x-www-form-urlencoded");
    return content.length == 0 ? typed.with("Content-Length", "0") : typed.content(content);
  }

  private RequestBytes header(RequestBytes request, String line) {
    if (line.startsWith("@")) {
      RequestBytes all = request;
      String text = new String(read(line.substring(1)), StandardCharsets.UTF_8);
      for (String one : text.lines().filter(l -> !l.isBlank()).toList()) all = oneHeader(all, one);
      return all;
    }
    return oneHeader(request, line);
  }

  private RequestBytes oneHeader(RequestBytes request, String line) {
    int colon = line.indexOf(':');
    if (colon < 0 && line.endsWith(";")) {
      return request.with(line.substring(0, line.length() - 1), "");
    }
    if (colon < 1) {
      throw new UsageProblem("a header line is 'Name: value', this is none: " + line);
    }
    String name = line.substring(0, colon);
    String value = line.substring(colon + 1).strip();
    if (value.isEmpty()) return request.without(name);
    return isAgain(name, line) ? request.adding(name, value) : request.with(name, value);
  }

  /// True for a name that an earlier `-H` has set: curl sends both.
  private boolean isAgain(String name, String line) {
    for (String earlier : options.headers()) {
      if (earlier.equals(line)) return false;
      if (earlier.regionMatches(true, 0, name + ":", 0, name.length() + 1)) return true;
    }
    return false;
  }

  private byte[] data(List<Map.Entry<String, String>> parts) {
    var content = new ByteArrayOutputStream();
    for (Map.Entry<String, String> part : parts) {
      switch (part.getKey()) {
        case "--data" -> add(content, fileOr(part.getValue(), true));
        case "--data-binary" -> add(content, fileOr(part.getValue(), false));
        default -> add(content, part.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return content.toByteArray();
  }

  private static void add(ByteArrayOutputStream content, byte[] part) {
    if (content.size() > 0) content.write('&');
    content.writeBytes(part);
    if (content.size() > MAX_CONTENT) throw new UsageProblem("more than 64 MiB of request content");
  }

  private byte[] fileOr(String part, boolean withoutLineEnds) {
    if (!part.startsWith("@")) return part.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = read(part.substring(1));
    if (!withoutLineEnds) return bytes;
    var joined = new ByteArrayOutputStream(bytes.length);
    for (byte b : bytes) {
      if (b != '\r' && b != '\n' && b != 0) joined.write(b);
    }
    return joined.toByteArray();
  }

  private byte[] read(String file) {
    try (InputStream in = file.equals("-") ? stdin : Files.newInputStream(Path.of(file))) {
      return in.readNBytes(MAX_CONTENT + 1);
    } catch (IOException problem) {
      throw new UsageProblem("cannot read " + file + ": " + Problems.text(problem));
    }
  }
}
