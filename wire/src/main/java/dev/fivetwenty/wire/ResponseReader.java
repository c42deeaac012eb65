package dev.fivetwenty.wire;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/// Reads the reply to one request: interim responses, the final head, content and trailers.
///
/// Bytes go in with [#read] as they arrive; each call ends with one [Event]. Head bytes are copied
/// into an array that the reader owns and reuses, so the caller may release its buffer at once;
/// content is never copied. One reader serves one connection and one thread; [#begin]
/// makes it ready for the next exchange without allocation. A new reader awaits the reply to a GET
/// at offset 0. It holds no more than one head of the profile's [Limits].
///
/// A caller reads again after every event until the input is used up. Bytes that are given
/// after [Event#COMPLETE] are counted as excess and reported as `body-excess` or
/// `bodyless-*`; bytes after [Event#REJECTED] are only counted. After [Event#REFUSED] nothing can
/// change the refusal any more: whoever has no time may stop there.
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
    /// The profile refused the message. What follows is still worth measuring, within a bound: how
    /// large a section over a limit is, or what speaks instead of HTTP/1.
    REFUSED,
    /// The profile refused the message; what else is given is counted, not read.
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
  private final Refusal refusal;
  private final Interims interims;

  private Request request = Request.GET;
  private ResponsePhase phase;
  private Reached reached;
  private boolean finalHead;
  private long start;
  private long bytes;
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
    interims = new Interims(limits);
    refusal = new Refusal(buffer, fields, line, section, violations);
    begin(Request.GET, 0);
  }

  /// Starts the reply to `newRequest`, whose first byte will be at `offset` of the connection.
  public ResponseReader begin(Request newRequest, long offset) {
    request = newRequest;
    start = offset;
    bytes = 0;
    interims.begin();
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

  /// Returns the head that was completed last; of no meaning before [Event#INTERIM_HEAD] or
  /// [Event#FINAL_HEAD].
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

  /// Returns the offset of the exchange's first byte on the connection.
  public long start() {
    return start;
  }

  /// Returns the offset of the byte at which the profile refused the message; only after a refusal.
  public long refusedAt() {
    return violations.refusedAt();
  }

  /// Returns how many departures were noted so far, the one that was refused included.
  public int violationCount() {
    return violations.count();
  }

  /// Returns whether the connection can carry another exchange: the message is complete, both sides
  /// keep the connection, and nothing came behind it.
  public boolean isConnectionReusable() {
    boolean complete = phase == ResponsePhase.DONE || phase == ResponsePhase.EXCESS;
    return complete && head.keepAlive() && excessBytes == 0;
  }

  /// Says that no more bytes come, and how they stopped: what only the end decides is decided now.
  /// Called once per exchange, after which [#begin] comes next.
  public WireReport end(Ending ending) {
    finish(ending);
    boolean complete = reached() == Reached.COMPLETE;
    boolean inHead = phase != ResponsePhase.AFTER_INTERIM;
    SectionSize size = inHead ? refusal.size(finalHead) : SectionSize.NONE;
    return new WireReport(
        reached(),
        bytes,
        violations.kept(),
        violations.count(),
        finalHead ? Optional.of(head.copy()) : Optional.empty(),
        finalHead || !inHead ? List.of() : refusal.fields(),
        interims.count(),
        interims.bytes(),
        interims.lastStatus(),
        finalHead ? head.framing() : Framing.NONE,
        finalHead ? head.contentLength() : -1,
        contentBytes,
        size.bytes(),
        size.fields(),
        size.largest(),
        size.isWhole(),
        excessBytes,
        line.protocol(),
        refusal.opening(),
        complete && head.keepAlive() && excessBytes == 0,
        ending,
        start);
  }

  private void beginHead() {
    buffer.begin(start + bytes);
    line.begin();
    section.clear();
    framing.begin(request);
    refusal.begin();
    phase = ResponsePhase.START_LINE;
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
        phase = ResponsePhase.EXCESS;
        yield Event.COMPLETE;
      }
      case EXCESS -> readExcess(input);
      case REFUSED -> readRefused(input);
      case REJECTED -> reject(input);
    };
  }

  private Event readHead(ByteBuffer input) {
    while (true) {
      Progress progress =
          phase == ResponsePhase.START_LINE
              ? line.read(buffer.bytes(), buffer.filled())
              : section.read(buffer.bytes(), buffer.filled());
      if (progress == Progress.MORE) {
        if (!buffer.fill(input)) return Event.NEED_MORE;
      } else if (progress == Progress.REJECTED) {
        return refuse(input);
      } else if (phase == ResponsePhase.FIELDS) {
        return endHead(input);
      } else if (!beginFields()) {
        return reject(input);
      }
    }
  }

  private boolean beginFields() {
    phase = ResponsePhase.FIELDS;
    int from = line.at();
    int sectionBytes = limits.headerSection();
    Rule rule = Rule.LIMIT_HEADER_SECTION;
    int left = interims.bytesLeft();
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
    if (section.lines() == 0 && !head.mayBeBare() && !allows(Rule.HDR_NONE, emptyLine)) {
      return reject(input);
    }
    if (!framing.end(emptyLine)) return reject(input);
    beginContent();
    return Event.FINAL_HEAD;
  }

  private Event endInterim(ByteBuffer input) {
    int left = interims.bytesLeft();
    if (section.at() > left && !allows(Rule.INTERIM_FLOOD, left)) return reject(input);
    interims.add(line.status(), section.at());
    phase = ResponsePhase.AFTER_INTERIM;
    return Event.INTERIM_HEAD;
  }

  private void beginContent() {
    remaining = head.contentLength();
    phase =
        switch (head.framing()) {
          case NONE -> ResponsePhase.DONE;
          case LENGTH -> remaining == 0 ? ResponsePhase.DONE : ResponsePhase.LENGTH;
          case CHUNKED -> ResponsePhase.CHUNKED;
          case CLOSE -> ResponsePhase.CLOSE;
          case TUNNEL -> ResponsePhase.TUNNEL;
        };
    if (phase == ResponsePhase.CHUNKED) chunked.begin();
  }

  private Event readLength(ByteBuffer input) {
    int length = (int) Math.min(remaining, input.remaining());
    remaining -= length;
    if (remaining == 0) phase = ResponsePhase.DONE;
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
        phase = ResponsePhase.EXCESS;
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
    if (first && !violations.allows(framing.excess(), inputOffset + from, octet)) return reject(input);
    input.position(input.limit());
    return Event.COMPLETE;
  }

  /// Refuses the head that is being read.
  private Event refuse(ByteBuffer input) {
    boolean wants = phase == ResponsePhase.FIELDS ? refusal.ofSection() : refusal.ofStatusLine();
    if (!wants) return reject(input);
    reached = reached();
    phase = ResponsePhase.REFUSED;
    return Event.REFUSED;
  }

  private Event readRefused(ByteBuffer input) {
    return refusal.takes(input) ? Event.NEED_MORE : reject(input);
  }

  private Event reject(ByteBuffer input) {
    input.position(input.limit());
    reject();
    return Event.REJECTED;
  }

  private void reject() {
    if (phase != ResponsePhase.REFUSED && phase != ResponsePhase.REJECTED) reached = reached();
    phase = ResponsePhase.REJECTED;
  }

  /// Decides what only the end of the input can decide.
  private void finish(Ending ending) {
    boolean closed = ending == Ending.FIN || ending == Ending.FIN_RST;
    switch (phase) {
      case START_LINE -> {
        if (line.finish(buffer.bytes(), buffer.filled()) == Progress.REJECTED) {
          refusal.ofStatusLine();
          reject();
        }
      }
      case FIELDS -> {
        if (section.finish() == Progress.REJECTED) reject();
      }
      case CLOSE -> {
        if (closed) phase = ResponsePhase.EXCESS;
      }
      case CHUNKED -> {
        boolean lost = closed || ending == Ending.RST;
        if (lost && chunked.inTrailers()) {
          if (chunked.endInTrailers(start + bytes)) phase = ResponsePhase.EXCESS;
          else reject();
        }
      }
      default -> {}
    }
  }

  private Reached reached() {
    return switch (phase) {
      case START_LINE -> line.isBlank() ? reachedBlank() : Reached.STATUS_LINE;
      case FIELDS -> Reached.HEADERS;
      case AFTER_INTERIM -> Reached.INTERIM;
      case LENGTH, CLOSE -> Reached.BODY;
      case CHUNKED -> chunked.inTrailers() ? Reached.TRAILERS : Reached.BODY;
      case TUNNEL, DONE, EXCESS -> Reached.COMPLETE;
      case REFUSED, REJECTED -> reached;
    };
  }

  private Reached reachedBlank() {
    if (interims.count() > 0) return Reached.INTERIM;
    return buffer.filled() == 0 ? Reached.NOTHING : Reached.BLANK_LINES;
  }
}
