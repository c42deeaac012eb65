package dev.fivetwenty.incident.intake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.fivetwenty.incident.Answer;
import dev.fivetwenty.incident.Incident;
import dev.fivetwenty.incident.Visit;
import dev.fivetwenty.recorder.ExchangeRecord;
import dev.fivetwenty.recorder.Kept;
import dev.fivetwenty.recorder.Label;
import dev.fivetwenty.recorder.Text;
import dev.fivetwenty.sanitise.Covered;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

/// Reads from the record of an exchange what is stored beside what was kept.
final class RecordView {

  private final UnaryOperator<String> address;
  private final UnaryOperator<String> url;

  /// @param address what is stored in place of a client's address
  /// @param url     what is stored in place of a request target
  private RecordView(UnaryOperator<String> address, UnaryOperator<String> url) {
    this.address = address;
    this.url = url;
  }

  /// A view in which clients are tokens and queries are covered.
  static RecordView masked(UnaryOperator<String> token) {
    return new RecordView(token, Covered::urls);
  }

  /// A view of everything as it was.
  static RecordView plain() {
    return new RecordView(UnaryOperator.identity(), UnaryOperator.identity());
  }

  Incident incident(ExchangeRecord record, Kept kept) {
    Duration total = Duration.ofNanos(Math.max(0, record.total));
    return new Incident(
        record.rayId(), Instant.ofEpochMilli(record.endedMillis).minus(total), total, visit(record),
        answer(record), kept);
  }

  private Visit visit(ExchangeRecord record) {
    String named = text(record, Text.VISITOR);
    String client = named.isEmpty() ? record.clientAddress : named;
    String target = withoutAuthority(url.apply(text(record, Text.TARGET)));
    int query = target.indexOf('?');
    String shown = address.apply(client);
    // Most clients name nobody else.
    String peer = named.isEmpty() ? shown : address.apply(record.clientAddress);
    return new Visit(
        record.peerTrusted ? record.clientAddress : peer,
        shown,
        name(record.listener),
        text(record, Text.PROTOCOL),
        orEmpty(record.tlsVersion),
        text(record, Text.METHOD),
        orEmpty(record.scheme),
        text(record, Text.HOST),
        query < 0 ? target : target.substring(0, query),
        query < 0 ? "" : target.substring(query + 1),
        record.clientExchange,
        record.bytesFromClient);
  }

  /// Of an absolute-form (RFC 9112 §3.2.2) the path and the query.
  private static String withoutAuthority(String target) {
    int scheme = target.startsWith("/") ? -1 : target.indexOf("://");
    if (scheme < 0) return target;
    int at = scheme + 3;
    while (at < target.length() && target.charAt(at) != '/' && target.charAt(at) != '?') at++;
    return target.substring(at);
  }

  private static Answer answer(ExchangeRecord record) {
    return new Answer(
        record.status, record.statusIfUncommitted, record.edgeMade, record.clientGone,
        orEmpty(record.refusal), name(record.route), name(record.origin), record.bytesToClient,
        rules(record),
        orEmpty(record.cacheStatus));
  }

  private static String rules(ExchangeRecord record) {
    if (record.ruleId == null) return orEmpty(record.notedRules);
    return record.notedRules == null ? record.ruleId : record.ruleId + " " + record.notedRules;
  }

  private static String text(ExchangeRecord record, Text text) {
    int from = record.texts().start(text);
    return new String(
        record.texts().bytes(), from, record.texts().end(text) - from, ISO_8859_1);
  }

  private static String name(Label label) {
    return label == null ? "" : label.name();
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }
}
