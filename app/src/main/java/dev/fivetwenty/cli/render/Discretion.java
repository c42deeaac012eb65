package dev.fivetwenty.cli.render;

import dev.fivetwenty.cause.Finding;
import dev.fivetwenty.origin.RequestBytes;
import dev.fivetwenty.origin.Target;
import dev.fivetwenty.sanitise.Covered;
import dev.fivetwenty.sanitise.Octets;
import dev.fivetwenty.sanitise.Secrets;
import dev.fivetwenty.sanitise.Structures;
import dev.fivetwenty.sanitise.Tokens;
import dev.fivetwenty.wire.WireReport;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// What a report shows of what could be secret, by whom it is for.
///
/// Bytes keep their length and the judge says the same of them. One instance is for one report:
/// within it equal values have equal tokens.
public final class Discretion {

  /// Said once in a report in which something may be covered.
  public static final String NOTE = "* stands for what could be secret; --show-secrets shows it";

  /// What cookies begin with that a probe makes up.
  private static final String OWN_COOKIE = "fivetwenty=";

  private enum Reader {
    OWNER,
    ANYBODY,
    INSIDER
  }

  private final Reader reader;
  private final Structures structures = new Structures(new Tokens());

  private Discretion(Reader reader) {
    this.reader = reader;
  }

  /// For the terminal of whoever typed the command: field values are covered, since a screen is
  /// copied from; the URL stands as it was typed and content as it came.
  public static Discretion atTerminal() {
    return new Discretion(Reader.OWNER);
  }

  /// For documents and files, which are handed on: what is not known to be harmless is covered.
  public static Discretion handedOn() {
    return new Discretion(Reader.ANYBODY);
  }

  /// For whoever asked to see everything, and for what was covered before.
  public static Discretion none() {
    return new Discretion(Reader.INSIDER);
  }

  public boolean isHandedOn() {
    return reader == Reader.ANYBODY;
  }

  public boolean showsSecrets() {
    return reader == Reader.INSIDER;
  }

  /// Returns a URL; the values of its query are covered where it is handed on.
  public String url(URI url) {
    return isHandedOn() ? Covered.urls(url.toString()) : url.toString();
  }

  /// Returns whom to ask, for a command to be shown.
  public Target target(Target target) {
    return new Target(
        URI.create(url(target.url())), target.address(), target.port(), target.socket());
  }

  /// Returns the value of a request's field; what stands in `given` is secret, and what the origin
  /// gave us. We made the rest.
  public String value(RequestBytes.Line line, RequestBytes given) {
    boolean shown = showsSecrets() || !given.lines().contains(line) && !isSession(line);
    return shown ? line.value() : Secrets.value(line.name(), line.value());
  }

  /// True for a cookie that the origin set, which is a session as good as any visitor's.
  private static boolean isSession(RequestBytes.Line line) {
    return line.isNamed("Cookie") && !line.value().startsWith(OWN_COOKIE);
  }

  /// Returns a request for a command to be shown; see [#value].
  public RequestBytes request(RequestBytes request, RequestBytes given) {
    if (showsSecrets()) return request;
    RequestBytes hidden = request;
    for (RequestBytes.Line line : request.lines()) {
      if (Secrets.isHarmless(line.name())) continue;
      hidden = hidden.with(line.name(), value(line, given));
    }
    byte[] content = request.content();
    Octets.cover(content, 0, content.length);
    return content.length == 0 ? hidden : hidden.content(content);
  }

  /// Returns the first bytes of a request, as it was sent.
  public byte[] sent(byte[] message) {
    return switch (reader) {
      case OWNER -> Secrets.sent(message);
      case ANYBODY -> Covered.request(message, true);
      case INSIDER -> message;
    };
  }

  /// Returns the first bytes of a reply. What stands in place of a head is the evidence itself, and its
  /// owner sees it.
  ///
  /// @param report what the judge went by; without one, nobody knows what may stay
  public byte[] received(byte[] message, Optional<WireReport> report) {
    return switch (reader) {
      case OWNER -> report.map(r -> Secrets.own(message, r)).orElseGet(() -> Secrets.message(message));
      case ANYBODY -> report.map(r -> Covered.reply(message, r)).orElseGet(() -> Covered.unknown(message));
      case INSIDER -> message;
    };
  }

  /// Returns measurements, or what rests on them; what they repeat of a message is covered where they
  /// are handed on, with tokens for values. Not to be covered twice: a token would stand for a token.
  public <R extends Record> R record(R subject) {
    return isHandedOn() ? structures.cover(subject) : subject;
  }

  public List<Finding> findings(List<Finding> findings) {
    return findings.stream().map(this::record).toList();
  }
}
