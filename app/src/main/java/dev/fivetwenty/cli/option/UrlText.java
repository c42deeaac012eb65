package dev.fivetwenty.cli.option;

import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.config.text.HostPort;
import dev.fivetwenty.config.text.Unfit;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;

/// Reads URLs and origins as people type them, and says in one line what is wrong with one.
public final class UrlText {

  /// Characters that a URL may hold besides letters and digits, RFC 3986 §2, with `%` for escapes.
  private static final String ALLOWED = "-._~:/?#[]@!$&'()*+,;=%";

  /// Returns a URL that can be shown: without user name and password.
  static URI withoutUser(URI url) {
    return url.getRawUserInfo() == null ? url : URI.create(withoutUser(url.toString()));
  }

  private static String withoutUser(String url) {
    return url.replaceFirst("^([a-zA-Z]+://)?[^/?#]*@", "$1");
  }

  public static URI url(String url) {
    int scheme = url.indexOf("://");
    String typed = withoutUser(url);
    if (scheme < 0) {
      String meant = "http://" + typed.replaceFirst("^/+", "");
      throw new UsageProblem(typed + " has no scheme; did you mean " + meant + " ?");
    }
    String name = url.substring(0, scheme);
    if (!name.equalsIgnoreCase("http") && !name.equalsIgnoreCase("https")) {
      throw new UsageProblem("the scheme " + name + " is not http or https: " + typed);
    }
    String rest = url.substring(scheme + 3);
    int end = 0;
    while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) end++;
    String authority = rest.substring(0, end);
    int at = authority.lastIndexOf('@') + 1;
    HostPort place = hostPort(authority.substring(at), typed);
    String port = place.port() < 0 ? "" : ":" + place.port();
    String path = rest.substring(end);
    String slash = path.startsWith("/") ? "" : "/";
    return parse(
        name + "://" + escape(authority.substring(0, at)) + bracket(place.host()) + port + slash
            + escape(path), typed);
  }

  /// Reads `HOST[:PORT]`, where an IPv6 address with a port has brackets.
  public static HostPort origin(String typed) {
    if (typed.contains("://")) {
      throw new UsageProblem("--origin takes HOST[:PORT], not a URL: " + typed);
    }
    return hostPort(typed, typed);
  }

  /// Reads an address to listen on; port 0 means any free one.
  public static HostPort listening(String typed) {
    if (!typed.endsWith(":0")) return hostPort(typed, typed);
    return new HostPort(hostPort(typed.substring(0, typed.length() - 2), typed).host(), 0);
  }

  /// Reads `HOST[:PORT]` of a service to connect to.
  public static HostPort place(String typed) {
    return hostPort(typed, typed);
  }

  private static HostPort hostPort(String text, String typed) {
    try {
      return HostPort.parse(text, typed);
    } catch (Unfit unfit) {
      throw new UsageProblem(unfit.getMessage());
    }
  }

  public static String bracket(String host) {
    return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
  }

  private static URI parse(String url, String typed) {
    try {
      URI uri = new URI(url);
      if (uri.getHost() == null) throw new UsageProblem("the host is not one: " + typed);
      return uri;
    } catch (URISyntaxException e) {
      throw new UsageProblem("not a URL: " + typed);
    }
  }

  /// Escapes what a URL may not hold, as browsers do.
  private static String escape(String text) {
    var escaped = new StringBuilder(text.length());
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < octets.length; i++) {
      char c = (char) (octets[i] & 0xFF);
      boolean bare = c == '%' && !isEscape(octets, i);
      boolean fine = Character.isLetterOrDigit(c) && c < 0x80 || ALLOWED.indexOf(c) >= 0;
      if (fine && !bare) escaped.append(c);
      else escaped.append('%').append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
          .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
    }
    return escaped.toString();
  }

  private static boolean isEscape(byte[] octets, int at) {
    return at + 2 < octets.length
        && Character.digit(octets[at + 1], 16) >= 0
        && Character.digit(octets[at + 2], 16) >= 0;
  }

  private UrlText() {}
}
