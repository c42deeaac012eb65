package dev.fivetwenty.traffic.log;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// What JSON logs call things: nginx and HAProxy as their documentation suggests, Caddy, Logpush, and
/// our own. Names are compared in lower case; those of nested objects have dots.
final class JsonNames {

  enum Slot {
    TIME, CLIENT, METHOD, HOST, TARGET, PATH, QUERY, VERSION, REQUEST_LINE, STATUS, SCHEME, RAY_ID,
        SITE, TLS_VERSION,
    TLS_CIPHER, ORIGIN_SECONDS, ORIGIN_MILLIS, FIELD
  }

  /// @param field the name of the field, for [Slot#FIELD]
  record Meaning(Slot slot, byte[] field) {}

  private static final Map<String, Meaning> MEANINGS = new HashMap<>();

  private static void are(Slot slot, String names) {
    for (String name : names.split(" ")) MEANINGS.put(name, new Meaning(slot, null));
  }

  private static void field(byte[] field, String names) {
    for (String name : names.split(" ")) MEANINGS.put(name, new Meaning(Slot.FIELD, field));
  }

  static {
    are(Slot.TIME, "ts time timestamp @timestamp time_iso8601 time_local msec date start_time edgestarttimestamp accept_date request_date");
    are(Slot.CLIENT, "client_ip remote_addr remote_ip clientip client src ci request.client_ip request.remote_ip remote_host");
    are(Slot.METHOD, "method request_method clientrequestmethod http_method request.method hm");
    are(Slot.HOST, "host http_host clientrequesthost server_name request.host vhost");
    are(Slot.TARGET, "uri request_uri clientrequesturi request.uri url hu");
    are(Slot.PATH, "path clientrequestpath hp");
    are(Slot.QUERY, "query query_string args hq");
    are(Slot.VERSION, "protocol server_protocol clientrequestprotocol request.proto http_version hv");
    are(Slot.REQUEST_LINE, "request http_request r");
    are(Slot.STATUS, "status edgeresponsestatus status_code response_status st");
    are(Slot.SCHEME, "scheme clientrequestscheme");
    are(Slot.RAY_ID, "ray rayid");
    are(Slot.SITE, "edgecolocode");
    are(Slot.TLS_VERSION, "tls_version ssl_protocol clientsslprotocol");
    are(Slot.TLS_CIPHER, "tls_cipher ssl_cipher clientsslcipher");
    are(Slot.ORIGIN_SECONDS, "origin_ttfb_s upstream_header_time");
    are(Slot.ORIGIN_MILLIS, "originresponseheaderreceivedurationms");
    field(Recorded.USER_AGENT, "user_agent http_user_agent clientrequestuseragent useragent agent ua");
    field(Recorded.REFERER, "referer http_referer clientrequestreferer");
    field(Recorded.ascii("x-forwarded-for"), "forwarded_for http_x_forwarded_for");
    field(Recorded.ascii("cookie"), "http_cookie cookie");
  }

  /// Headers below an object that Caddy, and others after it, call so.
  private static final String HEADERS = "request.headers.";

  private static final Meaning NONE = new Meaning(null, null);

  private final Map<String, Meaning> seen = new HashMap<>();

  /// Names that are remembered; a log whose names never repeat must not fill memory.
  private static final int MAX_SEEN = 2_000;

  /// Returns null for a name that says nothing of a request.
  Meaning of(String path) {
    Meaning known = seen.get(path);
    if (known == null) {
      known = look(path.toLowerCase(Locale.ROOT));
      if (seen.size() < MAX_SEEN) seen.put(path, known);
    }
    return known == NONE ? null : known;
  }

  private static Meaning look(String lower) {
    if (lower.startsWith(HEADERS)) {
      String name = lower.substring(HEADERS.length());
      return name.equals("user-agent") ? MEANINGS.get("ua") : new Meaning(Slot.FIELD, Recorded.ascii(name));
    }
    return MEANINGS.getOrDefault(lower, NONE);
  }
}
