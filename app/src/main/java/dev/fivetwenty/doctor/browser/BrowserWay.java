package dev.fivetwenty.doctor.browser;

import dev.fivetwenty.origin.Target;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// Where a browser connects, as its flags: the host of the URL leads to an address that was named, its
/// name in Host, in the handshake and in the certificate stays; no other host is found.
public final class BrowserWay {

  /// @param plain    only HTTP/1, as edges speak it to origins
  /// @param trusting takes any certificate
  public static List<String> to(Target target, boolean plain, boolean trusting) {
    var flags = new ArrayList<String>();
    flags.add("--host-resolver-rules=" + String.join(",", rules(target)));
    if (plain) flags.add("--disable-http2");
    if (trusting) flags.add("--ignore-certificate-errors");
    return flags;
  }

  private static List<String> rules(Target target) {
    URI url = target.url();
    var rules = new ArrayList<String>();
    int port = url.getPort() >= 0 ? url.getPort() : target.isTls() ? 443 : 80;
    boolean moved = target.address().isPresent() || target.port() != port;
    if (moved) {
      String address = target.address().orElse(url.getHost());
      boolean bare = address.indexOf(':') >= 0 && !address.startsWith("[");
      String place = bare ? "[" + address + "]" : address;
      rules.add("MAP " + url.getHost() + ":" + port + " " + place + ":" + target.port());
      rules.add("MAP " + url.getHost() + " " + place);
    }
    rules.add("MAP * ~NOTFOUND");
    if (!moved) rules.add("EXCLUDE " + url.getHost());
    return rules;
  }

  private BrowserWay() {}
}
