package dev.fivetwenty.origin.tape;

import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Request;
import dev.fivetwenty.wire.ResponseReader;
import java.util.ArrayDeque;

/// The readers of replies on one event loop, by one profile, lent from the first octet of a reply to the end of its
/// attempt.
///
/// A connection that rests or waits has none. The reader that came back last is lent next, and is still in the
/// processor's cache. Confined to the loop.
public final class ReplyReaders {

  /// Readers that wait to be lent: as many as a busy moment needs.
  private static final int WAITING = 64;

  private final Profile profile;
  private final ArrayDeque<ResponseReader> free = new ArrayDeque<>(2);

  public ReplyReaders(Profile profile) {
    this.profile = profile;
  }

  /// Returns a reader that is ready for the reply to `request`, whose first octet is at `offset` of its connection.
  public ResponseReader lend(Request request, long offset) {
    ResponseReader reader = free.poll();
    return (reader == null ? new ResponseReader(profile) : reader).begin(request, offset);
  }

  /// Takes back a reader of whose reply nothing is asked any more. One that leaves its connection unfit for another
  /// is not lent again either.
  public void giveBack(ResponseReader reader) {
    // What a large head took goes at once.
    if (reader.isConnectionReusable() && free.size() < WAITING) free.push(reader.begin(Request.GET, 0));
  }
}
