package dev.fivetwenty.cli.har.capture;

import dev.fivetwenty.cli.option.ConnectionOptions;
import dev.fivetwenty.cli.option.Connections;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.option.Requests;
import dev.fivetwenty.cli.option.UrlText;
import dev.fivetwenty.config.text.HostPort;
import dev.fivetwenty.doctor.capture.Capture;
import dev.fivetwenty.origin.RequestBytes;
import dev.fivetwenty.origin.Target;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The ways on which a URL is captured, by the options: to the origin that was named, through the proxy, or
/// wherever the URL's own name leads.
public final class CaptureRoutes {

  static final String DIRECT = "direct";
  static final String PROXIED = "proxied";

  /// Returns the captures by the names of their files.
  static Map<String, Capture> of(Values values, Requests asked) {
    var connections = new Connections(new ConnectionOptions(values));
    RequestBytes request = asked.bytes();
    Target target = connections.target(asked.url());
    String through = values.last("--through", null);
    var captures = new LinkedHashMap<String, Capture>();
    boolean forced = target.address().isPresent() && values.has("--origin");
    boolean parts = values.has("--page") && !values.has("--browser");
    if (forced || through == null) {
      String route = forced ? DIRECT : "as-named";
      captures.put(DIRECT, capture(target, request, connections, route, parts));
    }
    if (through != null) {
      captures.put(PROXIED, capture(proxied(target, through), request, connections, PROXIED, parts));
    }
    return captures;
  }

  private static Capture capture(
      Target target, RequestBytes request, Connections connections, String route, boolean parts) {
    return new Capture(
        target, request, connections.profile(), connections.tls(), connections.total(),
        connections.dnsServer(), route, parts);
  }

  public static Target proxied(Target target, String through) {
    URI url = target.url();
    int own = url.getPort() >= 0 ? url.getPort() : target.isTls() ? 443 : 80;
    if (through.equals("dns")) return new Target(url, Optional.empty(), own);
    HostPort place = UrlText.origin(through);
    return new Target(url, Optional.of(place.host()), place.port() < 0 ? own : place.port());
  }

  private CaptureRoutes() {}
}
