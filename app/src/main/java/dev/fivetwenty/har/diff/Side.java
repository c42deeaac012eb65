package dev.fivetwenty.har.diff;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.har.HarEntry;
import dev.fivetwenty.har.NameValue;
import dev.fivetwenty.har.json.Json;
import dev.fivetwenty.sanitise.Tokens;
import dev.fivetwenty.wire.Profile;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.Adler32;
import java.util.zip.CRC32;

/// What is compared of one entry; its content is only remembered as a hash.
///
/// @param cause        of the catalogue, where our own capture proved one
/// @param summary      what was measured of it
/// @param error        the writer's name for a failure, empty for none
/// @param section      bytes of the response header section, as limits count it; -1 where none came
/// @param sectionExact measured on the wire; else worked out of the fields
/// @param largest      the biggest fields, biggest first
/// @param contentHash  empty where there is no content in the file
/// @param started      milliseconds since 1970, -1 where it is not known
/// @param faultOffset  of the byte at fault in `reply`, -1 where there is none
/// @param reply        raw bytes of a failed reply, as far as they are in the file
/// @param tls          of the connection
/// @param route        by which our own capture asked, empty where it is not known
public record Side(
    int index,
    String method,
    String url,
    int status,
    Optional<Cause> cause,
    String summary,
    String error,
    String protocol,
    List<NameValue> fields,
    long section,
    boolean sectionExact,
    List<FieldSum> largest,
    long contentSize,
    String contentHash,
    String redirect,
    double time,
    double waiting,
    long started,
    Optional<String> rayId,
    long faultOffset,
    byte[] reply,
    TlsFacts tls,
    String route) {

  private static final int LARGEST = 3;

  static Side of(HarEntry entry) {
    Json.Obj own = entry.own();
    Optional<Cause> cause = Cause.bySlug(own.text("cause")).filter(Cause::isFault);
    List<NameValue> fields = entry.responseHeaders();
    boolean exact = own.has("sectionBytes");
    return new Side(
        entry.index(), entry.method(), entry.url(), entry.status(), cause,
        cause.isPresent() ? summary(own) : "", entry.error().orElse(""),
        entry.response().text("httpVersion"), fields,
        exact ? measured(own) : computed(fields), exact,
        exact ? ownLargest(own) : largest(fields), (long) entry.content().number("size", -1),
        hash(entry.content()), entry.response().text("redirectURL"),
        entry.object().number("time", -1), entry.timings().number("wait", -1), started(entry),
        entry.rayId(), cause.isPresent() ? (long) own.number("offset", -1) : -1,
        cause.isPresent() ? raw(own) : new byte[0], TlsFacts.of(entry),
        own.text("route"));
  }

  /// One with bytes of the reply in it may have been sanitised away.
  private static String summary(Json.Obj own) {
    String summary = own.text("summary");
    return Tokens.isInFile(summary) ? "" : summary;
  }

  /// A section that broke off within its limits says nothing of its size.
  private static long measured(Json.Obj own) {
    long bytes = (long) own.number("sectionBytes", -1);
    boolean whole = own.get("sectionWhole").filter(Json.Word.TRUE::equals).isPresent();
    return whole || bytes > Profile.CLASSIC.limits().headerSection() ? bytes : -1;
  }

  private static long computed(List<NameValue> fields) {
    if (fields.isEmpty()) return -1;
    return fields.stream().filter(f -> !f.name().startsWith(":")).mapToLong(NameValue::lineBytes).sum();
  }

  private static List<FieldSum> largest(List<NameValue> fields) {
    return fields.stream()
        .sorted((a, b) -> b.lineBytes() - a.lineBytes())
        .limit(LARGEST)
        .map(f -> FieldSum.line(f.name(), f.lineBytes()))
        .toList();
  }

  private static List<FieldSum> ownLargest(Json.Obj own) {
    return own.list("largestFields").stream()
        .filter(Json.Obj.class::isInstance)
        .map(Json.Obj.class::cast)
        .limit(LARGEST)
        .map(f -> FieldSum.line(f.text("field"), Math.max(0, (long) f.number("bytes", 0))))
        .toList();
  }

  /// Two checksums and the length tell contents apart that nobody made to be mistaken; they cost a tenth
  /// of a cryptographic hash.
  private static String hash(Json.Obj content) {
    boolean whole = content.get("text").filter(t -> t instanceof Json.Text(String _, long n) && n == 0).isPresent();
    if (!whole) return "";
    byte[] text = content.text("text").getBytes(StandardCharsets.UTF_8);
    var first = new CRC32();
    var second = new Adler32();
    first.update(text);
    second.update(text);
    return "%08x%08x-%d".formatted(first.getValue(), second.getValue(), text.length);
  }

  private static long started(HarEntry entry) {
    try {
      return OffsetDateTime.parse(entry.object().text("startedDateTime")).toInstant().toEpochMilli();
    } catch (DateTimeException _) {
      return -1;
    }
  }

  private static byte[] raw(Json.Obj own) {
    try {
      return Base64.getDecoder().decode(own.text("replyBase64"));
    } catch (IllegalArgumentException _) {
      return new byte[0];
    }
  }

  @Override
  public byte[] reply() {
    return reply.clone();
  }

  /// Returns whether no valid reply came, or only a part of one.
  public boolean isBroken() {
    return cause.isPresent() || !error.isEmpty() || status == 0;
  }

  /// Returns whether a visitor sees an error of a server, or nothing.
  public boolean isFailure() {
    return isBroken() || status >= 500;
  }

  /// Returns whether a CDN or an edge made the answer: the statuses that only they have.
  public boolean isEdgeAnswer() {
    return cause.isEmpty() && status >= 520 && status <= 530;
  }

  /// Returns the outcome in a word or two: cause, error, or status.
  public String outcome() {
    if (cause.isPresent()) return cause.get().slug();
    if (!error.isEmpty()) return status == 0 ? error : status + " " + error;
    return status == 0 ? "no answer" : Integer.toString(status);
  }
}
