package dev.fivetwenty.har.sanitise;

import dev.fivetwenty.har.HarEntry;
import dev.fivetwenty.har.json.Json;
import dev.fivetwenty.sanitise.Secrets;
import dev.fivetwenty.wire.Ending;
import dev.fivetwenty.wire.Request;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Hides what is secret in `_fivetwenty`, which this program writes: raw bytes are covered in place.
final class Evidence {

  /// What is made from the catalogue and from measurements, and says nothing of a person.
  private static final Set<String> KEPT =
      Set.of(
          "schemaVersion", "route", "cause", "family", "party", "stage", "signal", "proxyStatus",
          "summary", "ending", "profile", "transport", "rule", "section", "protocol", "cipher",
          "alpn", "sni", "failure", "problem", "alert", "framing", "reached", "field",
          "name", "subject", "issuer", "notBefore", "notAfter", "expiry", "docs", "url", "origin",
          "seenBy");

  /// The name of an exchange, of ours or of a CDN: it finds nothing but what its owner kept.
  private static final Pattern RAY = Pattern.compile("[0-9a-f]{16,20}(-[A-Z0-9]{1,8})?");

  private static final int MAX_SENTENCE = 500;

  private static final String REPLY = "replyBase64";

  private static final String SENT = "requestBase64";

  private final Hider hider;
  private final UrlCleaner urls;

  Evidence(Hider hider, UrlCleaner urls) {
    this.hider = hider;
    this.urls = urls;
  }

  Json clean(Json own, HarEntry entry) {
    return value(new Json.Member("", own), entry, "_fivetwenty");
  }

  private Json.Obj object(Json.Obj object, HarEntry entry, String place) {
    var members = new ArrayList<Json.Member>();
    for (Json.Member member : object.members()) {
      String name = hider.name(member.name(), place);
      members.add(new Json.Member(name, value(member, entry, place + "." + UrlCleaner.shown(name))));
    }
    return new Json.Obj(members);
  }

  private Json value(Json.Member member, HarEntry entry, String place) {
    return switch (member.value()) {
      case Json.Text text when member.name().equals(REPLY) -> reply(text, entry, place);
      case Json.Text text when member.name().equals(SENT) -> sent(text, place);
      case Json.Obj object -> object(object, entry, place);
      case Json.Arr(List<Json> values) ->
          new Json.Arr(
              values.stream()
                  .map(v -> value(new Json.Member(member.name(), v), entry, place))
                  .toList());
      case Json other -> text(other, member.name(), place);
    };
  }

  private Json text(Json value, String name, String place) {
    if (!(value instanceof Json.Text text)) return value;
    if (name.equals("ray") && RAY.matcher(text.value()).matches()) return text;
    if (name.equals("remote")) return Json.of(remote(text.value(), place));
    if (name.equals("url")) return Json.of(urls.clean(text.value(), place));
    boolean kept = KEPT.contains(name) && text.value().length() <= MAX_SENTENCE;
    boolean harmless =
        kept && (Harmless.isPlain(text.value())
            || name.equals("summary") && Harmless.isSentence(text.value()));
    return harmless ? text : hider.hide(text, place, Reason.TEXT);
  }

  /// Cleans `address:port`.
  private String remote(String remote, String place) {
    int port = remote.lastIndexOf(':');
    if (port < 0) return hider.hide(remote, place, Reason.ADDRESS);
    String bare = remote.substring(0, port).replaceAll("[\\[\\]]", "");
    String network = hider.network(bare, place);
    return (network.indexOf(':') >= 0 ? "[" + network + "]" : network) + remote.substring(port);
  }

  private Json reply(Json.Text text, HarEntry entry, String place) {
    Optional<byte[]> raw = decoded(text);
    var covered = raw.flatMap(bytes -> RawCleaner.clean(bytes, request(entry), ending(entry)));
    if (covered.isEmpty()) return hider.hide(text, place, Reason.EVIDENCE);
    if (!Arrays.equals(covered.get(), raw.get())) hider.count(place, Reason.EVIDENCE);
    return encoded(covered.get());
  }

  private Json sent(Json.Text text, String place) {
    Optional<byte[]> raw = decoded(text);
    if (raw.isEmpty()) return hider.hide(text, place, Reason.EVIDENCE);
    byte[] covered = requestTarget(Secrets.sent(raw.get()));
    if (!Arrays.equals(covered, raw.get())) hider.count(place, Reason.EVIDENCE);
    return encoded(covered);
  }

  /// Covers of the request target parts of its path that look like keys, and what it has behind it.
  private static byte[] requestTarget(byte[] sent) {
    int line = 0;
    while (line < sent.length && sent[line] != '\n' && sent[line] != '?') line++;
    RawPaths.cover(sent, 0, line);
    boolean query = line < sent.length && sent[line] == '?';
    for (int i = line + 1; query && i < sent.length && sent[i] > ' '; i++) {
      if (sent[i] != '&' && sent[i] != '=') sent[i] = '*';
    }
    return sent;
  }

  static Optional<byte[]> decoded(Json.Text text) {
    if (text.dropped() > 0) return Optional.empty();
    try {
      return Optional.of(Base64.getDecoder().decode(text.value()));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Json encoded(byte[] bytes) {
    return Json.of(Base64.getEncoder().encodeToString(bytes));
  }

  private static Request request(HarEntry entry) {
    return Request.of(entry.method().isEmpty() ? "GET" : entry.method());
  }

  private static Ending ending(HarEntry entry) {
    String name = entry.own().text("ending").toUpperCase(Locale.ROOT).replace('-', '_');
    return Arrays.stream(Ending.values()).filter(e -> e.name().equals(name)).findFirst()
        .orElse(Ending.FIN);
  }
}
