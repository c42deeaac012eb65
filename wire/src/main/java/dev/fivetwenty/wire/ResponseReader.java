package dev.fivetwenty.wire;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/// Reads the reply to one request: interim responses, the final head, content and trailers.
///
/// Bytes go in with [#read] as they arrive; each call ends with one [Event]. Head bytes are copied
/// into an array that the reader owns and reuses, so the caller may release its buffer at once;
/// content is never copied. One reader serves one connection and one thread; [#begin]
/// makes it ready for the next exchange without allocation.
///
/// A caller reads again after every event until the input is used up. Bytes that are given
/// after [Event#COMPLETE] are counted as excess and reported as `body-excess` or
/// `bodyless-*`; bytes after [Event#REJECTED] are only counted.
public final class ResponseReader {

  /// Violations kept per exchange; more are only counted.
  public static final int MAX_VIOLATIONS = 64;

  /// What a call of [#read] ended with.
  public enum Event {
    /// The input is used up.
    NEED_MORE,
    /// An interim head is complete; [#head] shows it until the next call.
    INTERIM_HEAD,
    /// The final head is complete; [#head] shows it until [#begin].
    FINAL_HEAD,
    /// Content lies between [#contentStart] and [#contentEnd] of the input just given.
    CONTENT,
    /// The message is complete. Bytes left in the input belong to no message of this exchange.
    COMPLETE,
    /// The profile refused the message; what else is given is counted, not read.
    REJECTED
  }

  private enum Phase {
    START_LINE,
    FIELDS,
    AFTER_INTERIM,
    LENGTH,
    CHUNKED,
    CLOSE,
    TUNNEL,
    DONE,
    EXCESS,
    REJECTED
  }

  private final Limits limits;
  private final Violations violations;
  private final HeadBuffer buffer = new HeadBuffer();
  private final FieldIndex fields = new FieldIndex();
  private final StatusLine line;
  private final FieldSection section;
  private final ResponseFraming framing;
  private final ResponseIndex head;
  private final ChunkedReader chunked;

  private Request request = Request.GET;
  private Phase phase;
  private Reached reached;
  private boolean finalHead;
  private long start;
  private long bytes;
  private int interimCount;
  private long interimBytes;
  private int lastInterim;
  private long contentBytes;
  private long remaining;
  private long excessBytes;
  /// Of the byte that stands at index 0 of the input at hand.
  private long inputOffset;
  private int contentStart;
  private int contentEnd;

  public ResponseReader(Profile profile) {
    limits = profile.limits();
    violations = new Violations(profile);
    Tolerance tolerance =
        (rule, at) -> violations.allows(rule, buffer.offsetOf(at), buffer.octet(at));
    line = new StatusLine(tolerance, limits);
    framing = new ResponseFraming(buffer, fields, line, tolerance);
    section = new FieldSection(fields, tolerance, framing);
    head = new ResponseIndex(buffer, fields, line, section, framing);
    chunked = new ChunkedReader(violations, limits);
    begin(Request.GET, 0);
  }

  /// Starts the reply to `newRequest`, whose first byte will be at `offset` of the connection.
  public ResponseReader begin(Request newRequest, long offset) {
    request = newRequest;
    start = offset;
    bytes = 0;
    interimCount = 0;
    interimBytes = 0;
    lastInterim = 0;
    contentBytes = 0;
    excessBytes = 0;
    finalHead = false;
    violations.begin();
    beginHead();
    return this;
  }

  /// Reads on; the position of `input` advances past what was consumed.
  public Event read(ByteBuffer input) {
    int before = input.position();
    contentStart = contentEnd = before;
    inputOffset = start + bytes - before;
    Event event = readOn(input);
    bytes += input.position() - before;
    return event;
  }

  /// Returns the head that was completed last.
  public ResponseIndex head() {
    return head;
  }

  /// Returns the trailers of chunked content that is complete, valid until the next exchange.
  public FieldLines trailers() {
    return chunked.trailers();
  }

  /// Returns the index in the input of the first byte of content.
  public int contentStart() {
    return contentStart;
  }

  /// Returns the index in the input behind the last byte of content.
  public int contentEnd() {
    return contentEnd;
  }

  /// Returns how many departures were noted so far, the one that was refused included.
  public int violationCount() {
    return violations.count();
  }

  /// Returns whether the connection can carry another exchange: the message is complete, both sides
  /// keep the connection, and nothing came behind it.
  public boolean isConnectionReusable() {
    boolean complete = phase == Phase.DONE || phase == Phase.EXCESS;
    return complete && head.keepAlive() && excessBytes == 0;
  }

  /// Says that no more bytes come, and how they stopped. Called once per exchange.
  public WireReport end(Ending ending) {
    finish(ending);
    boolean complete = reached() == Reached.COMPLETE;
    boolean inHead = phase != Phase.AFTER_INTERIM;
    return new WireReport(
        reached(),
        bytes,
        violations.kept(),
        violations.count(),
        finalHead ? Optional.of(head.copy()) : Optional.empty(),
        finalHead || !inHead ? List.of() : fields.copy(buffer),
        interimCount,
        interimBytes,
        lastInterim,
        finalHead ? head.framing() : Framing.NONE,
        finalHead ? head.contentLength() : -1,
        contentBytes,
        inHead ? section.sectionBytes() : 0,
        inHead ? fields.count() : 0,
        inHead ? fields.largest(buffer) : List.of(),
        excessBytes,
        line.protocol(),
        complete && head.keepAlive() && excessBytes == 0,
        ending,
        start);
  }

  private void beginHead() {
    buffer.begin(start + bytes);
    line.begin();
    section.clear();
    framing.begin(request);
    phase = Phase.START_LINE;
  }

  private Event readOn(ByteBuffer input) {
    return switch (phase) {
      case START_LINE, FIELDS -> readHead(input);
      case AFTER_INTERIM -> {
        beginHead();
        yield readHead(input);
      }
      case LENGTH -> readLength(input);
      case CHUNKED -> readChunked(input);
      case CLOSE, TUNNEL -> readContent(input, input.remaining());
      case DONE -> {
        phase = Phase.EXCESS;
        yield Event.COMPLETE;
      }
      case EXCESS -> readExcess(input);
      case REJECTED -> reject(input);
    };
  }

  private Event readHead(ByteBuffer input) {
    while (true) {
      Progress progress =
          phase == Phase.START_LINE
              ? line.read(buffer.bytes(), buffer.filled())
              : section.read(buffer.bytes(), buffer.filled());
      if (progress == Progress.MORE) {
        if (!buffer.fill(input)) return Event.NEED_MORE;
      } else if (progress == Progress.REJECTED) {
        return reject(input);
      } else if (phase == Phase.FIELDS) {
        return endHead(input);
      } else if (!beginFields()) {
        return reject(input);
      }
    }
  }

  private boolean beginFields() {
    phase = Phase.FIELDS;
    int from = line.at();
    int sectionBytes = limits.headerSection();
    Rule rule = Rule.LIMIT_HEADER_SECTION;
    int left = (int) (limits.interimTotal() - interimBytes);
    if (line.isInterim() && from > left) return allows(Rule.INTERIM_FLOOD, left);
    if (line.isInterim() && left - from < sectionBytes) {
      sectionBytes = left - from;
      rule = Rule.INTERIM_FLOOD;
    }
    section.begin(from, sectionBytes, rule, limits.headerField(), limits.headerCount());
    boolean unrequested = line.status() == 101 && !request.upgradeRequested();
    return !unrequested || allows(Rule.UPGRADE_UNREQUESTED_101, line.codeStart());
  }

  private boolean allows(Rule rule, int at) {
    return violations.allows(rule, buffer.offsetOf(at), buffer.octet(at));
  }

  private Event endHead(ByteBuffer input) {
    buffer.giveBack(input, section.at());
    head.decide();
    if (line.isInterim()) return endInterim(input);
    finalHead = true;
    int emptyLine = line.at() + section.sectionBytes();
    if (section.lines() == 0 && !allows(Rule.HDR_NONE, emptyLine)) return reject(input);
    if (!framing.end(emptyLine)) return reject(input);
    beginContent();
    return Event.FINAL_HEAD;
  }

  private Event endInterim(ByteBuffer input) {
    int left = (int) (limits.interimTotal() - interimBytes);
    if (section.at() > left && !allows(Rule.INTERIM_FLOOD, left)) return reject(input);
    interimBytes += section.at();
    interimCount++;
    lastInterim = line.status();
    phase = Phase.AFTER_INTERIM;
    return Event.INTERIM_HEAD;
  }

  private void beginContent() {
    remaining = head.contentLength();
    phase =
        switch (head.framing()) {
          case NONE -> Phase.DONE;
          case LENGTH -> remaining == 0 ? Phase.DONE : Phase.LENGTH;
          case CHUNKED -> Phase.CHUNKED;
          case CLOSE -> Phase.CLOSE;
          case TUNNEL -> Phase.TUNNEL;
        };
    if (phase == Phase.CHUNKED) chunked.begin();
  }

  private Event readLength(ByteBuffer input) {
    int length = (int) Math.min(remaining, input.remaining());
    remaining -= length;
    if (remaining == 0) phase = Phase.DONE;
    return readContent(input, length);
  }

  private Event readContent(ByteBuffer input, int length) {
    int from = input.position();
    input.position(from + length);
    return length == 0 ? Event.NEED_MORE : content(input, from, from + length);
  }

  private Event content(ByteBuffer input, int from, int to) {
    if (line.status() == 205 && contentBytes == 0) {
      int octet = input.get(from) & 0xFF;
      if (!violations.allows(Rule.BODYLESS_205, inputOffset + from, octet)) return reject(input);
    }
    contentStart = from;
    contentEnd = to;
    contentBytes += to - from;
    return Event.CONTENT;
  }

  private Event readChunked(ByteBuffer input) {
    return switch (chunked.read(input, inputOffset)) {
      case ON -> content(input, chunked.contentStart(), chunked.contentEnd());
      case MORE -> Event.NEED_MORE;
      case REJECTED -> reject(input);
      case END -> {
        phase = Phase.EXCESS;
        yield Event.COMPLETE;
      }
    };
  }

  private Event readExcess(ByteBuffer input) {
    if (!input.hasRemaining()) return Event.COMPLETE;
    int from = input.position();
    int octet = input.get(from) & 0xFF;
    boolean first = excessBytes == 0;
    excessBytes += input.remaining();
    if (first && !violations.allows(excess(), inputOffset + from, octet)) return reject(input);
    input.position(input.limit());
    return Event.COMPLETE;
  }

  private Rule excess() {
    if (head.framing() != Framing.NONE) return Rule.BODY_EXCESS;
    return switch (line.status()) {
      case 204 -> Rule.BODYLESS_204;
      case 304 -> Rule.BODYLESS_304;
      default -> Rule.BODYLESS_HEAD;
    };
  }

  private Event reject(ByteBuffer input) {
    input.position(input.limit());
    reject();
    return Event.REJECTED;
  }

  private void reject() {
    if (phase != Phase.REJECTED) reached = reached();
    phase = Phase.REJECTED;
  }

  /// Decides what only the end of the input can decide.
  private void finish(Ending ending) {
    boolean closed = ending == Ending.FIN || ending == Ending.FIN_RST;
    switch (phase) {
      case START_LINE -> {
        if (line.finish(buffer.bytes(), buffer.filled()) == Progress.REJECTED) reject();
      }
      case FIELDS -> {
        if (section.finish() == Progress.REJECTED) reject();
      }
      case CLOSE -> {
        if (closed) phase = Phase.EXCESS;
      }
      case CHUNKED -> {
        if (closed && chunked.lacksOnlyEmptyLine()) endWithoutEmptyLine();
      }
      default -> {}
    }
  }

  private void endWithoutEmptyLine() {
    if (violations.allows(Rule.CHUNK_NO_FINAL_CRLF, start + bytes, -1)) phase = Phase.EXCESS;
    else reject();
  }

  private Reached reached() {
    return switch (phase) {
      case START_LINE -> line.isBlank() ? reachedBlank() : Reached.STATUS_LINE;
      case FIELDS -> Reached.HEADERS;
      case AFTER_INTERIM -> Reached.INTERIM;
      case LENGTH, CLOSE -> Reached.BODY;
      case CHUNKED -> chunked.inTrailers() ? Reached.TRAILERS : Reached.BODY;
      case TUNNEL, DONE, EXCESS -> Reached.COMPLETE;
      case REJECTED -> reached;
    };
  }

  private Reached reachedBlank() {
    if (interimCount > 0) return Reached.INTERIM;
    return buffer.filled() == 0 ? Reached.NOTHING : Reached.BLANK_LINES;
  }
}
