package dev.fivetwenty.cli.render;

import dev.fivetwenty.origin.RequestBytes;
import dev.fivetwenty.sanitise.Octets;
import dev.fivetwenty.sanitise.Secrets;

/// Hides what could be secret of a request that is ours to write: see [Secrets].
public final class RequestSecrets {

  /// Returns the value of a request's field; only what stands in `given` is secret, since we made
  /// the rest.
  static String value(RequestBytes.Line line, RequestBytes given) {
    return given.lines().contains(line) ? Secrets.value(line.name(), line.value()) : line.value();
  }

  /// Returns a request whose secret field values and content are hidden; only what stands in
  /// `given` is secret, since we made the rest.
  public static RequestBytes hidden(RequestBytes request, RequestBytes given) {
    RequestBytes hidden = request;
    for (RequestBytes.Line line : request.lines()) {
      if (Secrets.isHarmless(line.name())) continue;
      hidden = hidden.with(line.name(), value(line, given));
    }
    byte[] content = request.content();
    Octets.cover(content, 0, content.length);
    return content.length == 0 ? hidden : hidden.content(content);
  }

  private RequestSecrets() {}
}
