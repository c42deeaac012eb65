package dev.fivetwenty.cli.incident;

import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.option.UrlText;
import dev.fivetwenty.config.text.HostPort;
import dev.fivetwenty.origin.Target;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where an origin is, read from how logs and incidents call it: `https://shop.example`, the same
/// with ` at 10.0.0.5:8443`, or `unix:/run/app.sock`.
record OriginName(String scheme, String authority, Optional<HostPort> at, Optional<Path> socket) {

  private static final Pattern FORM =
      Pattern.compile("(https?)://([^/ ]+)(?: at (?:unix:(.+)|(.+)))?");

  private static final String UNIX = "unix:";

  /// @throws UsageProblem when it is called otherwise
  static OriginName parse(String name) {
    if (name.startsWith(UNIX)) {
      Path socket = Path.of(name.substring(UNIX.length()));
      return new OriginName("http", "localhost", Optional.empty(), Optional.of(socket));
    }
    Matcher form = FORM.matcher(name);
    if (!form.matches()) {
      throw new UsageProblem("the incident does not say where its origin is: --origin HOST[:PORT]");
    }
    return new OriginName(
        form.group(1), form.group(2), Optional.ofNullable(form.group(4)).map(UrlText::place),
        Optional.ofNullable(form.group(3)).map(Path::of));
  }

  /// Returns the way there for a request with that Host and target.
  Target target(String host, String target) {
    URI url = url(host, target);
    HostPort place = at.orElseGet(() -> UrlText.place(authority));
    int port = place.port() >= 0 ? place.port() : scheme.equals("https") ? 443 : 80;
    return new Target(url, Optional.of(place.host()), port, socket);
  }

  /// Returns the URL that was asked for, as the client meant it.
  URI url(String host, String target) {
    String path = target.startsWith("/") ? target : "/";
    try {
      return UrlText.url(scheme + "://" + (host.isEmpty() ? authority : host) + path);
    } catch (UsageProblem _) {
      return UrlText.url(scheme + "://" + authority + "/"); // A Host that no URL can have.
    }
  }
}
