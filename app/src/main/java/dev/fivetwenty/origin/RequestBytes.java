package dev.fivetwenty.origin;

import dev.fivetwenty.wire.Request;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A request as it goes on the wire, made from parts. Immutable: each change returns a new one.
///
/// Starts with the fields that curl sends too: `Host`, `User-Agent`, `Accept`. Nothing that the
/// caller sets is repaired, so that a probe can ask exactly what another client asked; only CR, LF and
/// NUL are refused, because they would make another request of it.
public final class RequestBytes {

  public static final String USER_AGENT = "fivetwenty/0.1.0";

  private static final String CONTENT_LENGTH = "Content-Length";

  private final String method;
  private final String target;
  private final String version;
  private final List<Line> lines;
  private final byte[] content;

  /// One field line.
  public record Line(String name, String value) {
    public boolean isNamed(String other) {
      return name.equalsIgnoreCase(other);
    }

    @Override
    public String toString() {
      return name + ": " + value;
    }
  }

  private RequestBytes(
      String method, String target, String version, List<Line> lines, byte[] content) {
    this.method = method;
    this.target = target;
    this.version = version;
    this.lines = lines;
    this.content = content;
  }

  /// Returns a GET of that URL with the default fields.
  public static RequestBytes get(URI url) {
    return of("GET", url);
  }

  public static RequestBytes of(String method, URI url) {
    checkToken("method", method);
    var lines =
        List.of(
            new Line("Host", host(url)),
            new Line("User-Agent", USER_AGENT),
            new Line("Accept", "*/*"));
    return new RequestBytes(method, originForm(url), "HTTP/1.1", lines, new byte[0]);
  }

  /// Returns the `Host` value for a URL: the port only where it is not the scheme's own.
  public static String host(URI url) {
    String authority = url.getRawAuthority();
    String host = authority.substring(authority.lastIndexOf('@') + 1);
    int standard = "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
    String own = ":" + standard;
    boolean redundant = url.getPort() == standard && host.endsWith(own);
    return redundant ? host.substring(0, host.length() - own.length()) : host;
  }

  private static String originForm(URI url) {
    String path = url.getRawPath();
    String target = path == null || path.isEmpty() ? "/" : path;
    return url.getRawQuery() == null ? target : target + "?" + url.getRawQuery();
  }

  public RequestBytes method(String other) {
    checkToken("method", other);
    return new RequestBytes(other, target, version, lines, content);
  }

  /// Returns this request with another request target, taken as it is.
  public RequestBytes target(String other) {
    checkLine("request target", other);
    return new RequestBytes(method, other, version, lines, content);
  }

  /// Returns this request with another version, for example `HTTP/1.0`.
  public RequestBytes version(String other) {
    checkLine("version", other);
    return new RequestBytes(method, target, other, lines, content);
  }

  /// Returns this request with all fields of that name replaced by one, in the place of the first.
  public RequestBytes with(String name, String value) {
    var changed = new ArrayList<Line>();
    boolean placed = false;
    for (Line line : lines) {
      if (!line.isNamed(name)) {
        changed.add(line);
      } else if (!placed) {
        changed.add(line(name, value));
        placed = true;
      }
    }
    if (!placed) changed.add(line(name, value));
    return new RequestBytes(method, target, version, List.copyOf(changed), content);
  }

  /// Returns this request with one more field at the end.
  public RequestBytes adding(String name, String value) {
    var changed = new ArrayList<>(lines);
    changed.add(line(name, value));
    return new RequestBytes(method, target, version, List.copyOf(changed), content);
  }

  public RequestBytes without(String name) {
    var changed = lines.stream().filter(line -> !line.isNamed(name)).toList();
    return new RequestBytes(method, target, version, changed, content);
  }

  /// Returns this request with that content; `Content-Length` is added unless the caller frames it.
  public RequestBytes content(byte[] bytes) {
    return new RequestBytes(method, target, version, lines, bytes.clone());
  }

  /// Returns the first value of that name, in any case.
  public Optional<String> value(String name) {
    return lines.stream().filter(line -> line.isNamed(name)).map(Line::value).findFirst();
  }

  public String method() {
    return method;
  }

  public String target() {
    return target;
  }

  public String version() {
    return version;
  }

  public List<Line> lines() {
    return lines;
  }

  public byte[] content() {
    return content.clone();
  }

  public byte[] toByteArray() {
    var head = new StringBuilder(256);
    head.append(method).append(' ').append(target).append(' ').append(version).append("\r\n");
    for (Line line : lines) {
      head.append(line.name()).append(": ").append(line.value()).append("\r\n");
    }
    boolean framed = value(CONTENT_LENGTH).isPresent() || value("Transfer-Encoding").isPresent();
    if (content.length > 0 && !framed) {
      head.append(CONTENT_LENGTH).append(": ").append(content.length).append("\r\n");
    }
    var bytes = new ByteArrayOutputStream(head.length() + content.length + 2);
    bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(content);
    return bytes.toByteArray();
  }

  /// Returns what a reader of the reply must know.
  public Request expected() {
    boolean upgrade =
        value("Upgrade").isPresent()
            && value("Connection").orElse("").toLowerCase(Locale.ROOT).contains("upgrade");
    return new Request(method, upgrade, value("Sec-WebSocket-Key").orElse(""));
  }

  private static Line line(String name, String value) {
    checkToken("field name", name);
    checkLine("value of " + name, value);
    return new Line(name, value);
  }

  private static void checkToken(String what, String text) {
    checkLine(what, text);
    boolean bad = text.isEmpty() || text.chars().anyMatch(c -> c <= ' ' || c == ':' || c >= 0x7F);
    if (bad) throw new IllegalArgumentException(what + " is not a token");
  }

  private static void checkLine(String what, String text) {
    if (text.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
      throw new IllegalArgumentException(what + " contains a line end or NUL");
    }
  }
}
