package dev.fivetwenty.doctor.software;

import dev.fivetwenty.doctor.asking.Recorded;
import dev.fivetwenty.doctor.asking.Upshot;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.wire.Field;
import dev.fivetwenty.wire.ResponseHead;
import dev.fivetwenty.wire.WireReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Recognises server software by what it says of itself and by the shape of its replies.
///
/// Text of a peer only picks the remedy that is shown, never a verdict.
public final class SoftwareSigns {

  /// Bytes of content that are searched for an error page's signature.
  private static final int PAGE_BYTES = 4096;

  private record Sign(ServerSoftware software, String field, Pattern value) {}

  private static final List<Sign> FIELDS =
      List.of(
          sign(ServerSoftware.PHP_FPM, "X-Powered-By", "^PHP/"),
          sign(ServerSoftware.NODE, "X-Powered-By", "^(Express|Next\\.js|Nuxt)"),
          sign(ServerSoftware.TOMCAT, "X-Powered-By", "Servlet|JSP|Spring"),
          sign(ServerSoftware.IIS, "X-Powered-By", "ASP\\.NET"),
          sign(ServerSoftware.IIS, "X-AspNet-Version", "."),
          sign(ServerSoftware.GUNICORN, "Server", "gunicorn"),
          sign(ServerSoftware.TOMCAT, "Server", "Apache-Coyote|Tomcat"),
          sign(ServerSoftware.APACHE, "Server", "^Apache(/|$| )"),
          sign(ServerSoftware.NGINX, "Server", "nginx|openresty|tengine"),
          sign(ServerSoftware.LITESPEED, "Server", "LiteSpeed"),
          sign(ServerSoftware.IIS, "Server", "Microsoft-(IIS|HTTPAPI)"),
          sign(ServerSoftware.NODE, "Server", "^(Node|Express)"),
          sign(ServerSoftware.CADDY, "Server", "Caddy"),
          sign(ServerSoftware.CADDY, "Via", "Caddy"),
          sign(ServerSoftware.HAPROXY, "Server", "HAProxy"),
          sign(ServerSoftware.HAPROXY, "Via", "HAProxy"),
          sign(ServerSoftware.LITESPEED, "X-LiteSpeed-Cache", "."),
          sign(ServerSoftware.TOMCAT, "Set-Cookie", "^JSESSIONID="),
          sign(ServerSoftware.PHP_FPM, "Set-Cookie", "^PHPSESSID="),
          sign(ServerSoftware.NODE, "Set-Cookie", "^connect\\.sid="),
          sign(ServerSoftware.IIS, "Set-Cookie", "^ASP\\.NET_SessionId="));

  private static final Map<String, ServerSoftware> PAGES = new LinkedHashMap<>();

  static {
    PAGES.put("<hr><center>nginx", ServerSoftware.NGINX);
    PAGES.put("<hr><center>openresty", ServerSoftware.NGINX);
    PAGES.put("<address>Apache", ServerSoftware.APACHE);
    PAGES.put("Whitelabel Error Page", ServerSoftware.TOMCAT);
    PAGES.put("<h3>Apache Tomcat", ServerSoftware.TOMCAT);
    PAGES.put("No server is available to handle this request", ServerSoftware.HAPROXY);
    PAGES.put("proudly powered by <a", ServerSoftware.LITESPEED);
    PAGES.put("<h1>Worker Boot Error", ServerSoftware.GUNICORN);
    PAGES.put("<pre>Cannot GET ", ServerSoftware.NODE);
    PAGES.put("404 page not found\n", ServerSoftware.GO);
    PAGES.put("File not found.\n", ServerSoftware.PHP_FPM);
  }

  /// Returns what the replies give away, each software once, what names itself first.
  public static List<Recognised> of(List<Recorded> log) {
    var found = new LinkedHashMap<ServerSoftware, Recognised>();
    for (Recorded one : log) {
      byField(fields(one.attempt()), found);
    }
    for (Recorded one : log) byPage(one, found);
    for (Recorded one : log) {
      Upshot.head(one.attempt()).flatMap(SoftwareSigns::byShape)
          .ifPresent(seen -> found.putIfAbsent(seen.software(), seen));
    }
    return List.copyOf(found.values());
  }

  /// Returns what the fields of one head give away.
  public static List<Recognised> of(ResponseHead head) {
    var found = new LinkedHashMap<ServerSoftware, Recognised>();
    byField(head.fields(), found);
    return List.copyOf(found.values());
  }

  /// Returns the fields of the reply, or what came of them before it was refused or broke off.
  private static List<Field> fields(Attempt attempt) {
    return Upshot.head(attempt)
        .map(ResponseHead::fields)
        .or(() -> attempt.observation().reply().map(WireReport::partialHead))
        .orElse(List.of());
  }

  private static void byField(List<Field> fields, Map<ServerSoftware, Recognised> found) {
    for (Sign sign : FIELDS) {
      for (Field field : fields) {
        if (!field.name().equalsIgnoreCase(sign.field)) continue;
        if (sign.value.matcher(field.value()).find()) {
          found.putIfAbsent(sign.software, new Recognised(sign.software, evidence(field)));
        }
      }
    }
  }

  private static void byPage(Recorded one, Map<ServerSoftware, Recognised> found) {
    String page = Content.of(one.attempt(), PAGE_BYTES).asText();
    PAGES.forEach((text, software) -> {
      if (page.contains(text)) {
        found.putIfAbsent(software, new Recognised(software, "an error page of its own"));
      }
    });
  }

  /// Node without a framework names nobody, but says how long it keeps a connection.
  private static Optional<Recognised> byShape(ResponseHead head) {
    boolean named = head.value("Server").isPresent() || head.value("Via").isPresent();
    Optional<String> keepAlive = head.value("Keep-Alive").filter("timeout=5"::equals);
    if (named || keepAlive.isEmpty()) return Optional.empty();
    return Optional.of(
        new Recognised(ServerSoftware.NODE, "Keep-Alive: timeout=5 and no Server field"));
  }

  /// A cookie shows only its name: the value is the visitor's.
  private static String evidence(Field field) {
    String value = field.value();
    if (field.name().equalsIgnoreCase("Set-Cookie")) {
      value = value.substring(0, value.indexOf('=') + 1) + "…";
    }
    return field.name() + ": " + (value.length() > 64 ? value.substring(0, 64) + "…" : value);
  }

  private static Sign sign(ServerSoftware software, String field, String value) {
    int flags = field.equals("Set-Cookie") ? 0 : Pattern.CASE_INSENSITIVE;
    return new Sign(software, field.toLowerCase(Locale.ROOT), Pattern.compile(value, flags));
  }
}
