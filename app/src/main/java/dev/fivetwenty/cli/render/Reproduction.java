package dev.fivetwenty.cli.render;

import dev.fivetwenty.origin.AttemptOrder;
import dev.fivetwenty.origin.RequestBytes;
import dev.fivetwenty.origin.Target;
import dev.fivetwenty.origin.Trust;
import java.util.Optional;

/// Commands that show a fault again.
///
/// @param curl against the same origin; empty when the bytes came from a file
/// @param lab  against an origin that misbehaves on purpose
public record Reproduction(String curl, String lab) {

  public static final Reproduction NONE = new Reproduction("", "");

  /// Returns the curl line of a request, with secret values hidden unless they are wanted.
  public static String curl(AttemptOrder order, RequestBytes request, boolean showSecrets) {
    var line = new StringBuilder("curl -v");
    if (request.version().equals("HTTP/1.0")) line.append(" --http1.0");
    else line.append(" --http1.1");
    boolean hasContent = request.content().length > 0;
    if (request.method().equals("HEAD")) line.append(" -I");
    else if (!request.method().equals(hasContent ? "POST" : "GET")) {
      line.append(" -X ").append(quote(request.method()));
    }
    Target target = order.target();
    if (target.isTls() && order.tls().trust() != Trust.STRICT) line.append(" -k");
    target.address().ifPresent(a -> line.append(" --connect-to ").append(quote("::" + bracket(a) + ":" + target.port())));
    fields(line, request, target, showSecrets);
    if (hasContent) line.append(" --data-binary @request-content");
    return line.append(' ').append(quote(target.url().toString())).toString();
  }

  private static void fields(
      StringBuilder line, RequestBytes request, Target target, boolean showSecrets) {
    for (RequestBytes.Line field : request.lines()) {
      String value = showSecrets ? field.value() : Secrets.value(field.name(), field.value());
      if (field.isNamed("User-Agent")) {
        line.append(" -A ").append(quote(value));
      } else if (!isCurlsOwn(field, target)) {
        line.append(" -H ").append(quote(field.name() + ": " + value));
      }
    }
    if (request.lines().stream().noneMatch(l -> l.isNamed("Accept"))) line.append(" -H Accept:");
    if (request.lines().stream().noneMatch(l -> l.isNamed("Host"))) line.append(" -H Host:");
    if (request.lines().stream().noneMatch(l -> l.isNamed("User-Agent"))) line.append(" -H User-Agent:");
  }

  private static boolean isCurlsOwn(RequestBytes.Line field, Target target) {
    return field.isNamed("Host") && field.value().equals(RequestBytes.host(target.url()))
        || field.isNamed("Accept") && field.value().equals("*/*");
  }

  static String bracket(String address) {
    return address.indexOf(':') >= 0 && !address.startsWith("[") ? "[" + address + "]" : address;
  }

  /// Returns the word as a POSIX shell takes it literally.
  static String quote(String word) {
    boolean plain = !word.isEmpty() && word.chars().allMatch(Reproduction::isPlain);
    return plain ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  private static boolean isPlain(int c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-_./:@%+=,".indexOf(c) >= 0;
  }

  static Optional<String> nonEmpty(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
