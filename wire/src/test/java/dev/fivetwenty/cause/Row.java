package dev.fivetwenty.cause;

import dev.fivetwenty.wire.Decision;
import dev.fivetwenty.wire.Ending;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Request;
import dev.fivetwenty.wire.Rule;
import dev.fivetwenty.wire.WireReport;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A row of `corpus/cause/diagnosis.txt`: facts in words, made an [Observation].
record Row(String facts, String expected) {

  static final Instant BEGUN = Instant.parse("2026-11-01T12:00:00Z");

  /// Classic, but it also refuses what every built-in profile takes.
  private static final Profile ODD =
      Profile.CLASSIC.derive(
          "odd", Profile.CLASSIC.limits(), Profile.CLASSIC.timeouts(),
          Map.of(
              Rule.SL_VERSION_1X, Decision.REJECT,
              Rule.SL_STATUS_HIGH, Decision.REJECT,
              Rule.HDR_SPACE_BEFORE_COLON, Decision.REJECT));

  private static final Pattern FACT =
      Pattern.compile("([a-z-]+)(?:=(\"(?:[^\"\\\\]|\\\\.)*\"|[^\\s\"]+))?");

  static List<Row> all() {
    return Corpus.rows("cause/diagnosis.txt").stream().map(Row::parse).toList();
  }

  static Row parse(String line) {
    int bar = line.lastIndexOf(" | ");
    return new Row(line.substring(0, bar).strip(), line.substring(bar + 3).strip());
  }

  /// Returns the slug that the row expects, or `ok`.
  String slug() {
    return expected.split(" ", 2)[0];
  }

  boolean isLoop() {
    return facts.equals("loop");
  }

  Profile profile() {
    String name = words().getOrDefault("profile", "classic");
    return name.equals("odd") ? ODD : Profile.named(name).orElseThrow();
  }

  Observation observation() {
    Map<String, String> words = words();
    Optional<WireReport> reply =
        Optional.ofNullable(words.get("reply")).map(text -> reply(text, words));
    return new Observation(
        resolution(words),
        connect(words),
        Optional.ofNullable(words.get("tls")).map(Row::handshake),
        words.containsKey("used")
            ? new Use(number(words, "used", 0), Duration.ofSeconds(5))
            : Use.NEW,
        sent(words),
        reply,
        ending(words),
        number(words, "rerrno", 0),
        number(words, "alert", -1),
        words.containsKey("record-error"),
        !words.containsKey("no-close-notify"),
        Optional.ofNullable(words.get("timer"))
            .map(t -> new Expiry(Timer.valueOf(constant(t)), Duration.ofSeconds(100))),
        Optional.ofNullable(words.get("tcp")).map(Row::tcp),
        Optional.ofNullable(words.get("thrown")),
        List.of(),
        Optional.of(BEGUN),
        Optional.ofNullable(words.get("pace")).map(Row::pace));
  }

  private Map<String, String> words() {
    var words = new LinkedHashMap<String, String>();
    Matcher fact = FACT.matcher(facts);
    int end = 0;
    while (fact.find()) {
      if (!facts.substring(end, fact.start()).isBlank()) {
        throw new IllegalArgumentException("cannot read " + facts.substring(end));
      }
      end = fact.end();
      String value = fact.group(2) == null ? "" : fact.group(2);
      words.put(
          fact.group(1), value.startsWith("\"") ? value.substring(1, value.length() - 1) : value);
    }
    return words;
  }

  private WireReport reply(String text, Map<String, String> words) {
    String method = words.getOrDefault("method", "GET");
    var request =
        words.containsKey("websocket")
            ? new Request("GET", true, "dGhlIHNhbXBsZSBub25jZQ==")
            : Request.of(method);
    return Replay.of(Corpus.bytes(text), ending(words), request, profile()).report();
  }

  private static Ending ending(Map<String, String> words) {
    return Ending.valueOf(constant(words.getOrDefault("ending", "open")));
  }

  private static Optional<Resolution> resolution(Map<String, String> words) {
    String rcode = words.get("dns");
    if (rcode == null) return Optional.empty();
    return Optional.of(
        new Resolution(
            "shop.example", list(words.get("addresses")), rcode.equals("none") ? "" : rcode,
            "", "192.0.2.53", 2, Duration.ofMillis(31), list(words.get("prohibited"))));
  }

  private static List<String> list(String text) {
    return text == null ? List.of() : List.of(text.split(","));
  }

  private static Optional<Connect> connect(Map<String, String> words) {
    boolean reached = words.containsKey("asked") || words.containsKey("sent");
    String how = words.getOrDefault("connect", reached ? "up" : "");
    if (how.isEmpty()) return Optional.empty();
    boolean timedOut = how.equals("timeout");
    int errno = how.matches("-?\\d+") ? Integer.parseInt(how) : 0;
    String remote = words.containsKey("one-host") ? "192.0.2.1:80" : "192.0.2.7:80";
    return Optional.of(
        new Connect(remote, "192.0.2.1:4711", errno, timedOut, Duration.ofMillis(12)));
  }

  static Handshake handshake(String text) {
    String[] parts = text.split(":");
    var failure = Handshake.Failure.valueOf(parts[0]);
    var problem =
        parts.length > 1 ? Handshake.Problem.valueOf(parts[1]) : Handshake.Problem.NONE;
    int alert = parts.length > 2 ? Integer.parseInt(parts[2]) : -1;
    return new Handshake(
        failure, problem, alert, TlsAlert.nameOf(alert), "shop.example", List.of("http/1.1"), "",
        "TLSv1.3", "TLS_AES_128_GCM_SHA256", Optional.empty(), new byte[0], "ServerHello", false,
        "test", Duration.ofMillis(20));
  }

  private static Sent sent(Map<String, String> words) {
    boolean asked = words.containsKey("asked");
    String sent = words.get("sent");
    if (!asked && sent == null) return Sent.NOTHING;
    String[] parts = asked ? new String[] {"182", "182"} : sent.split("/");
    return new Sent(
        Long.parseLong(parts[1]), Long.parseLong(parts[0]),
        known(words.getOrDefault("acked", asked ? "yes" : "?")),
        known(words.getOrDefault("any", asked ? "yes" : "?")),
        number(words, "werrno", 0));
  }

  private static int known(String word) {
    return switch (word) {
      case "yes" -> 1;
      case "no" -> 0;
      default -> -1;
    };
  }

  private static Tcp tcp(String text) {
    String[] parts = text.split("/");
    return new Tcp(
        Integer.parseInt(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]),
        Integer.parseInt(parts[3]), 0, 0, 12_000);
  }

  private static Pace pace(String text) {
    String[] parts = text.split("/");
    return new Pace(
        Duration.ofMillis(Long.parseLong(parts[0])), Duration.ofMillis(Long.parseLong(parts[1])));
  }

  private static int number(Map<String, String> words, String name, int otherwise) {
    return words.containsKey(name) ? Integer.parseInt(words.get(name)) : otherwise;
  }

  private static String constant(String word) {
    return word.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
