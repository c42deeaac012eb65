package dev.fivetwenty.recorder.accesslog;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.fivetwenty.recorder.ExchangeRecord;
import dev.fivetwenty.recorder.Text;
import dev.fivetwenty.recorder.Texts;

/// An object per line, flat, with the names that `docs/operations/logs-and-metrics.md` explains.
///
/// A field that does not apply is left out. Names are contract: they are added, never changed.
final class JsonFormat implements Format {

  /// A field name as it stands in the line, with its comma, and the quote that opens a text.
  private record Key(byte[] number, byte[] text) {
    static Key of(String name) {
      String key = ",\"" + name + "\":";
      return new Key(key.getBytes(US_ASCII), (key + '"').getBytes(US_ASCII));
    }
  }

  private static final byte[] TIME = "{\"ts\":\"".getBytes(US_ASCII);
  private static final byte[] TRUE = "true".getBytes(US_ASCII);
  private static final byte[] FALSE = "false".getBytes(US_ASCII);
  private static final byte[] END = "}\n".getBytes(US_ASCII);

  private static final Key RAY = Key.of("ray");
  private static final Key CLIENT_IP = Key.of("client_ip");
  private static final Key CLIENT_PORT = Key.of("client_port");
  private static final Key PROXY_IP = Key.of("proxy_ip");
  private static final Key METHOD = Key.of("method");
  private static final Key SCHEME = Key.of("scheme");
  private static final Key HOST = Key.of("host");
  private static final Key PATH = Key.of("path");
  private static final Key QUERY = Key.of("query");
  private static final Key PROTOCOL = Key.of("protocol");
  private static final Key STATUS = Key.of("status");
  private static final Key BYTES_SENT = Key.of("bytes_sent");
  private static final Key BODY_BYTES_SENT = Key.of("body_bytes_sent");
  private static final Key BYTES_RECEIVED = Key.of("bytes_received");
  private static final Key DURATION = Key.of("duration_s");
  private static final Key REQUEST_BODY = Key.of("request_body_s");
  private static final Key TLS_VERSION = Key.of("tls_version");
  private static final Key TLS_CIPHER = Key.of("tls_cipher");
  private static final Key ALPN = Key.of("alpn");
  private static final Key USER_AGENT = Key.of("user_agent");
  private static final Key REFERER = Key.of("referer");
  private static final Key FORWARDED_FOR = Key.of("forwarded_for");
  private static final Key CLIENT_EXCHANGE = Key.of("client_exchange");
  private static final Key CLIENT_GONE = Key.of("client_gone");
  private static final Key EDGE_MADE = Key.of("edge_made");
  private static final Key ORIGIN_ADDR = Key.of("origin_addr");
  private static final Key ORIGIN_STATUS = Key.of("origin_status");
  private static final Key ORIGIN_CONNECT = Key.of("origin_connect_s");
  private static final Key ORIGIN_TTFB = Key.of("origin_ttfb_s");
  private static final Key ORIGIN_SENT = Key.of("origin_bytes_sent");
  private static final Key ORIGIN_RECEIVED = Key.of("origin_bytes_received");
  private static final Key ORIGIN_REUSED = Key.of("origin_reused");
  private static final Key ORIGIN_EXCHANGE = Key.of("origin_exchange");
  private static final Key ATTEMPTS = Key.of("attempts");
  private static final Key CAUSE = Key.of("cause");
  private static final Key STAGE = Key.of("stage");
  private static final Key OFFSET = Key.of("offset");
  private static final Key PROXY_STATUS = Key.of("proxy_status");
  private static final Key STATUS_IF_UNCOMMITTED = Key.of("status_if_uncommitted");
  private static final Key REFUSED = Key.of("refused");
  private static final Key GLITCHES = Key.of("glitches");
  private static final Key CACHE_STATUS = Key.of("cache_status");
  private static final Key RULE_ID = Key.of("rule_id");
  private static final Key NOTED_RULES = Key.of("noted_rules");
  private static final Key CUT = Key.of("cut");

  private final UtcTime time = UtcTime.iso();
  private final UrlText url;
  private final NameField listener = new NameField(Key.of("listener").text);
  private final NameField route = new NameField(Key.of("route").text);
  private final NameField origin = new NameField(Key.of("origin").text);

  JsonFormat(QueryValues values) {
    url = new UrlText(values);
  }

  @Override
  public void write(ExchangeRecord record, Line line) {
    line.put(TIME).put(time.of(record.endedMillis)).put('.');
    line.padded(Math.floorMod(record.endedMillis, 1000L), 3).put('Z').put('"');
    ray(record, line);
    from(record, line);
    request(record, line);
    answer(record, line);
    client(record, line);
    if (record.attempts > 0 || record.origin != null) origin(record, line);
    if (record.hasFailed()) failure(record, line);
    text(REFUSED, record.refusal, line);
    positive(GLITCHES, record.glitches, line);
    text(CACHE_STATUS, record.cacheStatus, line);
    text(RULE_ID, record.ruleId, line);
    text(NOTED_RULES, record.notedRules, line);
    if (record.texts().anyCut()) cut(record.texts(), line);
    line.put(END);
  }

  private static void ray(ExchangeRecord record, Line line) {
    Texts texts = record.texts();
    if (texts.has(Text.FOREIGN_RAY)) {
      text(RAY, texts, Text.FOREIGN_RAY, line);
      return;
    }
    line.put(RAY.text).hex(record.ray);
    if (record.site != null) line.put('-').json(record.site);
    line.put('"');
  }

  private static void from(ExchangeRecord record, Line line) {
    if (!record.texts().has(Text.VISITOR)) {
      text(CLIENT_IP, record.clientAddress, line);
      positive(CLIENT_PORT, record.clientPort, line);
      return;
    }
    text(CLIENT_IP, record.texts(), Text.VISITOR, line);
    text(PROXY_IP, record.clientAddress, line);
  }

  private void request(ExchangeRecord record, Line line) {
    Texts texts = record.texts();
    text(METHOD, texts, Text.METHOD, line);
    text(SCHEME, record.scheme, line);
    text(HOST, texts, Text.HOST, line);
    if (texts.has(Text.TARGET)) {
      url.read(texts.bytes(), texts.start(Text.TARGET), texts.end(Text.TARGET));
      line.put(PATH.text).json(url.bytes(), 0, url.queryAt()).put('"');
      if (url.queryAt() < url.end()) {
        line.put(QUERY.text).json(url.bytes(), url.queryAt() + 1, url.end()).put('"');
      }
    }
    text(PROTOCOL, texts, Text.PROTOCOL, line);
  }

  private static void answer(ExchangeRecord record, Line line) {
    positive(STATUS, record.status, line);
    if (record.edgeMade) line.put(EDGE_MADE.number).put(TRUE);
    number(BYTES_SENT, record.bytesToClient, line);
    number(BODY_BYTES_SENT, record.bodyBytesToClient, line);
    number(BYTES_RECEIVED, record.bytesFromClient, line);
    seconds(DURATION, record.total, line);
    seconds(REQUEST_BODY, record.requestBody, line);
  }

  private void client(ExchangeRecord record, Line line) {
    Texts texts = record.texts();
    text(TLS_VERSION, record.tlsVersion, line);
    text(TLS_CIPHER, record.tlsCipher, line);
    text(ALPN, record.alpn, line);
    text(USER_AGENT, texts, Text.USER_AGENT, line);
    if (texts.has(Text.REFERER)) {
      url.read(texts.bytes(), texts.start(Text.REFERER), texts.end(Text.REFERER));
      line.put(REFERER.text).json(url.bytes(), 0, url.end()).put('"');
    }
    text(FORWARDED_FOR, texts, Text.FORWARDED_FOR, line);
    listener.write(record.listener, line);
    positive(CLIENT_EXCHANGE, record.clientExchange, line);
    if (record.clientGone) line.put(CLIENT_GONE.number).put(TRUE);
    route.write(record.route, line);
  }

  private void origin(ExchangeRecord record, Line line) {
    origin.write(record.origin, line);
    text(ORIGIN_ADDR, record.originAddress, line);
    positive(ORIGIN_STATUS, record.originStatus, line);
    seconds(ORIGIN_CONNECT, record.connect, line);
    seconds(ORIGIN_TTFB, record.originFirstByte, line);
    number(ORIGIN_SENT, record.bytesToOrigin, line);
    number(ORIGIN_RECEIVED, record.bytesFromOrigin, line);
    line.put(ORIGIN_REUSED.number).put(record.reused ? TRUE : FALSE);
    positive(ORIGIN_EXCHANGE, record.originExchange, line);
    number(ATTEMPTS, record.attempts, line);
  }

  private static void failure(ExchangeRecord record, Line line) {
    text(CAUSE, record.cause.slug(), line);
    if (record.stage != null) text(STAGE, record.stage.slug(), line);
    if (record.offset >= 0) number(OFFSET, record.offset, line);
    if (record.cause.proxyError().isPresent()) {
      text(PROXY_STATUS, record.cause.proxyError().get().token(), line);
    }
    positive(STATUS_IF_UNCOMMITTED, record.statusIfUncommitted, line);
  }

  /// Names the texts that were longer than what is kept.
  private static void cut(Texts texts, Line line) {
    line.put(CUT.number).put('[');
    char before = 0;
    for (Text text : Text.values()) {
      if (!texts.isCut(text)) continue;
      if (before != 0) line.put(before);
      line.put('"').ascii(text.slug()).put('"');
      before = ',';
    }
    line.put(']');
  }

  private static void text(Key key, String value, Line line) {
    if (value != null) line.put(key.text).json(value).put('"');
  }

  private static void text(Key key, Texts texts, Text text, Line line) {
    if (!texts.has(text)) return;
    line.put(key.text).json(texts.bytes(), texts.start(text), texts.end(text)).put('"');
  }

  private static void number(Key key, long value, Line line) {
    line.put(key.number).number(value);
  }

  private static void positive(Key key, long value, Line line) {
    if (value > 0) number(key, value, line);
  }

  private static void seconds(Key key, long nanos, Line line) {
    if (nanos >= 0) line.put(key.number).seconds(nanos);
  }
}
