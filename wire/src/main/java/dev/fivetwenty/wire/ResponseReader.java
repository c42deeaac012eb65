package dev.fivetwenty.wire;

import java.nio.ByteBuffer;

/// Reads the reply to one request: interim responses, the final head, content and trailers.
///
/// Bytes go in with [#read] as they arrive; each call ends with one [Event]. Head bytes are copied
/// into an array that the reader owns and reuses, so the caller may release its buffer at once;
/// content is never copied. One reader serves one connection and one thread; [#begin]
/// makes it ready for the next exchange without allocation.
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
    /// The profile refused the message; the rest of the input was not read.
    REJECTED
  }

  private final Profile profile;

  public ResponseReader(Profile profile) {
    this.profile = profile;
  }

  /// Starts the reply to `request`, whose first byte will be at `offset` of the connection.
  public ResponseReader begin(Request request, long offset) {
    return this;
  }

  /// Reads on; the position of `input` advances past what was consumed.
  public Event read(ByteBuffer input) {
    return profile == null ? Event.REJECTED : Event.NEED_MORE;
  }

  /// Says that no more bytes come, and how they stopped.
  public WireReport end(Ending ending) {
    throw new IllegalStateException();
  }
}
