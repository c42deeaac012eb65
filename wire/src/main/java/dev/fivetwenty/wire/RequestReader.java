package dev.fivetwenty.wire;

import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// Reads requests, one after another, and refuses whatever two readers could understand
/// differently.
///
/// A client's request is the one place where leniency helps an attacker: every departure from
/// RFC 9112 is refused under every profile, with the offset of its first byte and the status to
/// answer. Only leading zeros and extensions of chunk sizes pass, and empty lines before
/// a request. Bytes go in as with [ResponseReader]; one reader serves one connection.
public final class RequestReader {

  /// What a call of [#read] ended with.
  public enum Event {
    /// The input is used up.
    NEED_MORE,
    /// The head is complete; [#head] shows it until [#begin].
    HEAD,
    /// Content lies between [#contentStart] and [#contentEnd] of the input just given.
    CONTENT,
    /// The request is complete. Bytes left in the input start the next one, after [#begin].
    COMPLETE,
    /// The request is refused; nothing more can be read from this connection.
    REJECTED
  }

  private enum Phase {
    START_LINE,
    FIELDS,
    LENGTH,
    CHUNKED,
    DONE,
    REJECTED
  }

  private static final int BAD_REQUEST = 400;
  private static final int URI_TOO_LONG = 414;
  private static final int EXPECTATION_FAILED = 417;
  private static final int FIELDS_TOO_LARGE = 431;
  private static final int NOT_IMPLEMENTED = 501;
  private static final int VERSION_NOT_SUPPORTED = 505;

  private final Limits limits;
  private final Violations violations;
  private final HeadBuffer buffer = new HeadBuffer();
  private final RequestLine line;
  private final FieldSection section;
  private final RequestFraming framing;
  private final RequestIndex head;

  /// Null until a request is chunked: few are.
  private ChunkedReader chunked;

  private Phase phase;
  private long offset;
  private long remaining;
  /// Of the byte that stands at index 0 of the input at hand.
  private long inputOffset;
  private int contentStart;
  private int contentEnd;

  /// Makes a reader within `limits`; that of the status line is used for the request line.
  public RequestReader(Limits limits) {
    this(strictly(limits));
  }

  /// @param profile as made by [#strictly]
  public RequestReader(Profile profile) {
    limits = profile.limits();
    violations = new Violations(profile);
    Tolerance tolerance =
        (rule, at) -> violations.allows(rule, buffer.offsetOf(at), buffer.octet(at));
    var fields = new FieldIndex();
    line = new RequestLine(tolerance, limits);
    framing = new RequestFraming(buffer, fields, line, tolerance);
    section = new FieldSection(fields, tolerance, framing);
    head = new RequestIndex(buffer, fields, line, section, framing);
    begin(0);
  }

  /// Returns the profile by which requests are read within `limits`: made once for many readers.
  public static Profile strictly(Limits limits) {
    Map<Rule, Decision> decisions = new EnumMap<>(Rule.class);
    for (Rule rule : Rule.values()) {
      boolean harmless = Profile.STRICT.decision(rule) == Decision.ACCEPT;
      decisions.put(rule, harmless ? Decision.ACCEPT : Decision.REJECT);
    }
    return Profile.STRICT.derive("request", limits, Profile.STRICT.timeouts(), decisions);
  }

  /// Starts a request whose first byte will be at `newOffset` of the connection.
  public RequestReader begin(long newOffset) {
    offset = newOffset;
    violations.begin();
    buffer.begin(newOffset);
    if (chunked != null && chunked.largeRoom() > 0) chunked = null;
    line.begin();
    section.clear();
    framing.begin();
    phase = Phase.START_LINE;
    return this;
  }

  /// Reads on; the position of `input` advances past what was consumed.
  public Event read(ByteBuffer input) {
    int before = input.position();
    contentStart = contentEnd = before;
    inputOffset = offset - before;
    Event event = readOn(input);
    offset += input.position() - before;
    return event;
  }

  /// Returns the limits within which it reads.
  public Limits limits() {
    return limits;
  }

  /// Returns the head that was completed last.
  public RequestIndex head() {
    return head;
  }

  /// Returns the trailers of chunked content that is complete, valid until the next exchange; null where
  /// content is not chunked.
  public FieldLines trailers() {
    return framing.framing() == Framing.CHUNKED ? chunked.trailers() : null;
  }

  /// Returns the index in the input of the first byte of content.
  public int contentStart() {
    return contentStart;
  }

  /// Returns the index in the input behind the last byte of content.
  public int contentEnd() {
    return contentEnd;
  }

  /// Returns the offset of the next byte that will be read.
  public long offset() {
    return offset;
  }

  /// Returns the bytes of memory that head and trailers of the current request take, if that is more than is usual and
  /// kept in any case; else 0.
  public int largeBytes() {
    return buffer.largeRoom() + (chunked == null ? 0 : chunked.largeRoom());
  }

  /// Returns the most that [#largeBytes] can be within `limits`.
  public static long mostBytes(Limits limits) {
    return HeadBuffer.most(limits.statusLine() + limits.headerSection()) + HeadBuffer.most(limits.trailerSection());
  }

  /// True if nothing of the current request has come but empty lines.
  public boolean isIdle() {
    return phase == Phase.START_LINE && line.isBlank();
  }

  /// True if the request was read to its end.
  public boolean isComplete() {
    return phase == Phase.DONE;
  }

  /// Returns where and why the request was refused.
  public Optional<Violation> rejection() {
    return violations.kept().stream()
        .filter(v -> v.decision() == Decision.REJECT)
        .findFirst();
  }

  /// Returns the status with which to answer a request that breaks `rule`.
  public static int status(Rule rule) {
    return switch (rule) {
      case LIMIT_REQUEST_LINE -> URI_TOO_LONG;
      case LIMIT_HEADER_SECTION, LIMIT_HEADER_FIELD, LIMIT_HEADER_COUNT, LIMIT_TRAILER_SECTION ->
          FIELDS_TOO_LARGE;
      case REQ_EXPECT -> EXPECTATION_FAILED;
      case TE_UNKNOWN -> NOT_IMPLEMENTED;
      case REQ_VERSION -> VERSION_NOT_SUPPORTED;
      default -> BAD_REQUEST;
    };
  }

  private Event readOn(ByteBuffer input) {
    return switch (phase) {
      case START_LINE, FIELDS -> readHead(input);
      case LENGTH -> readLength(input);
      case CHUNKED -> readChunked(input);
      case DONE -> Event.COMPLETE;
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
      } else {
        beginFields();
      }
    }
  }

  private void beginFields() {
    phase = Phase.FIELDS;
    section.begin(
        line.at(),
        limits.headerSection(),
        Rule.LIMIT_HEADER_SECTION,
        limits.headerField(),
        limits.headerCount());
  }

  private Event endHead(ByteBuffer input) {
    buffer.giveBack(input, section.at());
    if (!framing.end(line.at() + section.sectionBytes())) return reject(input);
    remaining = framing.contentLength();
    phase =
        switch (framing.framing()) {
          case CHUNKED -> Phase.CHUNKED;
          case LENGTH -> Phase.LENGTH;
          default -> Phase.DONE;
        };
    if (phase == Phase.CHUNKED) beginChunked();
    return Event.HEAD;
  }

  private void beginChunked() {
    if (chunked == null) chunked = ChunkedReader.ofRequests(violations, limits);
    chunked.begin();
  }

  private Event readLength(ByteBuffer input) {
    contentStart = input.position();
    contentEnd = contentStart + (int) Math.min(remaining, input.remaining());
    remaining -= contentEnd - contentStart;
    input.position(contentEnd);
    if (remaining == 0) phase = Phase.DONE;
    return contentEnd > contentStart ? Event.CONTENT : Event.NEED_MORE;
  }

  private Event readChunked(ByteBuffer input) {
    return switch (chunked.read(input, inputOffset)) {
      case ON -> {
        contentStart = chunked.contentStart();
        contentEnd = chunked.contentEnd();
        yield Event.CONTENT;
      }
      case MORE -> Event.NEED_MORE;
      case REJECTED -> reject(input);
      case END -> {
        phase = Phase.DONE;
        yield Event.COMPLETE;
      }
    };
  }

  private Event reject(ByteBuffer input) {
    input.position(input.limit());
    phase = Phase.REJECTED;
    return Event.REJECTED;
  }
}
