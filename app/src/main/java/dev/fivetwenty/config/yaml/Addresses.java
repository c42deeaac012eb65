package dev.fivetwenty.config.yaml;

import dev.fivetwenty.config.Cidr;
import dev.fivetwenty.config.Endpoint;
import dev.fivetwenty.config.OriginServer;
import dev.fivetwenty.config.node.Scalars;
import dev.fivetwenty.config.node.Shape;
import dev.fivetwenty.config.node.Shapes;
import dev.fivetwenty.config.node.Value;
import dev.fivetwenty.config.text.HostPort;
import dev.fivetwenty.config.text.Unfit;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// Shapes of what is listened on, connected to and trusted.
final class Addresses {

  private static final String UNIX = "unix:";

  /// The kernel's `sun_path` has 108 bytes with the final zero.
  private static final int MAX_SOCKET_PATH = 107;

  private static final int NO_PORT = -1;
  private static final int MOST_PORT = 65_535;

  /// Where to listen; port 0 takes any free one.
  static final Shape<Endpoint> LISTENING =
      value -> {
        String text = value.text();
        if (!text.startsWith(UNIX) && text.startsWith(":")) {
          throw new Unfit("there is no address in " + text + "; did you mean 0.0.0.0" + text + "?");
        }
        if (!text.endsWith(":0")) return endpoint(value, text, NO_PORT);
        return new Endpoint.Tcp(HostPort.parse(text.substring(0, text.length() - 2), text).host(), 0);
      };

  static final Shape<Cidr> CIDR = value -> cidr(value.text());

  /// An origin as its URL, or as the path of its Unix socket, to which plain HTTP is spoken.
  static final Shape<OriginServer> ORIGIN =
      value -> {
        String text = value.text();
        if (!text.startsWith(UNIX)) return url(text);
        return new OriginServer(false, "localhost", 80, Optional.of(unix(value, text)));
      };

  /// Where a document is sent to.
  static final Shape<URI> WEBHOOK = value -> webhook(value.text());

  private static URI webhook(String text) throws Unfit {
    try {
      var url = new URI(text);
      if (url.getUserInfo() != null) throw new Unfit("a webhook's URL has no user name and password");
      boolean isHttp = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
      boolean isPlace = url.getHost() != null && url.getPort() <= MOST_PORT;
      if (isHttp && isPlace && url.getFragment() == null) return url;
    } catch (URISyntaxException _) {
      // Said below.
    }
    throw new Unfit("expected a URL like https://ops.example/hook, found " + text);
  }

  /// @param port in place of one that is not given
  static Endpoint endpoint(Value value, String text, int port) throws Unfit {
    if (text.startsWith(UNIX)) return unix(value, text);
    if (text.contains("://")) throw new Unfit("expected host:port or unix:/path, not a URL: " + text);
    HostPort place = HostPort.parse(text, text);
    int chosen = place.port() < 0 ? port : place.port();
    if (chosen < 0) throw new Unfit("there is no port in " + text + "; expected host:port or unix:/path");
    return new Endpoint.Tcp(place.host(), chosen);
  }

  private static Endpoint unix(Value value, String text) throws Unfit {
    if (text.equals(UNIX)) throw new Unfit("there is no path after unix:");
    Path path = Scalars.path(value, text.substring(UNIX.length()));
    int length = path.toString().getBytes(StandardCharsets.UTF_8).length;
    if (length > MAX_SOCKET_PATH) {
      throw new Unfit("the path of a socket has at most " + MAX_SOCKET_PATH + " bytes, this has " + length);
    }
    return new Endpoint.Unix(path);
  }

  static OriginServer url(String text) throws Unfit {
    int scheme = text.indexOf("://");
    if (scheme < 0) throw new Unfit(text + " has no scheme; did you mean http://" + text + "?");
    String name = text.substring(0, scheme).toLowerCase(Locale.ROOT);
    boolean isTls = name.equals("https");
    if (!isTls && !name.equals("http")) throw new Unfit("the scheme " + name + " is not http or https: " + text);
    String authority = text.substring(scheme + 3);
    if (authority.endsWith("/")) authority = authority.substring(0, authority.length() - 1);
    if (authority.indexOf('@') >= 0) throw new Unfit("an origin's URL has no user name and password");
    if (authority.matches(".*[/?#].*")) {
      throw new Unfit("an origin's URL has no path; that of each request is passed on: " + text);
    }
    HostPort place = HostPort.parse(authority, text);
    int port = place.port() < 0 ? (isTls ? 443 : 80) : place.port();
    return new OriginServer(isTls, place.host().toLowerCase(Locale.ROOT), port, Optional.empty());
  }

  private static Cidr cidr(String text) throws Unfit {
    try {
      return Cidr.parse(text);
    } catch (IllegalArgumentException _) {
      IPAddress near = text.indexOf('/') > 0 ? new IPAddressString(text).getAddress() : null;
      throw new Unfit(
          near == null
              ? text + " is no block of addresses, which is for example 10.0.0.0/8 or 2001:db8::/32"
              : text + " has bits set behind its prefix; did you mean " + near.toPrefixBlock() + "?");
    }
  }

  private Addresses() {}
}
