package dev.fivetwenty.cause;

import dev.fivetwenty.wire.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The value of a `Proxy-Status` field (RFC 9209) for a verdict: a structured field (RFC 9651).
///
/// It carries the registered parameters of the error type and, as `details`, the cause's
/// [PublicText]. Parameters are measurements, so strangers get the value without them.
public final class ProxyStatus {

  private static final String NAME = "fivetwenty";

  /// Returns for example `fivetwenty; error=dns_error; rcode="NXDOMAIN"; details="…"`.
  public static String of(Verdict verdict) {
    ProxyError error = verdict.cause().proxyError().orElseThrow();
    var parameters = new ArrayList<String>();
    parameters.add(of(error));
    parameters.addAll(registered(error, verdict));
    parameters.add(details(verdict.cause()));
    return String.join("; ", parameters);
  }

  /// Returns the value for a fault of which nothing was measured.
  public static String of(Cause cause) {
    return withoutDetails(cause) + "; " + details(cause);
  }

  /// Returns the value that anybody may see, for example `fivetwenty; error=dns_error`.
  public static String withoutDetails(Cause cause) {
    return of(cause.proxyError().orElseThrow());
  }

  /// Returns the value for what is no cause of the catalogue, such as a refused request.
  public static String of(ProxyError error) {
    return NAME + "; error=" + error.token();
  }

  /// Returns the value for a status that the origin sent, for example `fivetwenty; received-status=503`.
  public static String received(int status) {
    return NAME + "; received-status=" + status;
  }

  private static String details(Cause cause) {
    return "details=" + string(PublicText.of(cause).text());
  }

  private static List<String> registered(ProxyError error, Verdict verdict) {
    return switch (error) {
      case DNS_ERROR -> dns(verdict.evidence());
      case TLS_ALERT_RECEIVED -> alert(verdict.evidence());
      case HTTP_RESPONSE_HEADER_SECTION_SIZE, HTTP_RESPONSE_HEADER_SIZE,
          HTTP_RESPONSE_TRAILER_SECTION_SIZE ->
          size(verdict);
      default -> List.of();
    };
  }

  private static List<String> dns(Evidence evidence) {
    if (!(evidence instanceof Evidence.Name(Resolution answer))) return List.of();
    var parameters = new ArrayList<String>();
    if (!answer.rcode().isEmpty()) parameters.add("rcode=" + string(answer.rcode()));
    String code = answer.extended().split(" ", 2)[0];
    if (code.matches("[0-9]{1,5}")) parameters.add("info-code=" + Integer.parseInt(code));
    return parameters;
  }

  private static List<String> alert(Evidence evidence) {
    int id =
        switch (evidence) {
          case Evidence.BrokenHandshake(Handshake handshake) -> handshake.alertId();
          case Evidence.TlsAfterHandshake(int alertId, String _, long _) -> alertId;
          default -> -1;
        };
    return id < 0 ? List.of() : List.of("alert-id=" + id, "alert-message=" + TlsAlert.nameOf(id));
  }

  private static List<String> size(Verdict verdict) {
    if (!(verdict.evidence() instanceof Evidence.OverLimit over)) return List.of();
    return switch (verdict.cause()) {
      case LIMIT_HEADER_SECTION -> List.of("header-section-size=" + over.measured());
      case LIMIT_TRAILER_SECTION -> List.of("trailer-section-size=" + over.measured());
      case LIMIT_HEADER_FIELD -> field(over);
      default -> List.of();
    };
  }

  private static List<String> field(Evidence.OverLimit over) {
    var size = "header-size=" + over.measured();
    if (over.largest().isEmpty()) return List.of(size);
    Field biggest = over.largest().getFirst();
    return List.of("header-name=" + string(biggest.name().toLowerCase(Locale.ROOT)), size);
  }

  /// Returns an sf-string: only printable ASCII is allowed, the rest becomes `?`.
  private static String string(String text) {
    var quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') quoted.append('\\');
      quoted.append(c >= 0x20 && c < 0x7F ? c : '?');
    }
    return quoted.append('"').toString();
  }

  private ProxyStatus() {}
}
