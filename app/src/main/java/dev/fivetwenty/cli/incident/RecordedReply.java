package dev.fivetwenty.cli.incident;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Handshake;
import dev.fivetwenty.cause.Observation;
import dev.fivetwenty.lab.Recorded;
import dev.fivetwenty.lab.socket.Ending;
import dev.fivetwenty.recorder.KeptAttempt;
import dev.fivetwenty.recorder.KeptBytes;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Reached;
import dev.fivetwenty.wire.Request;
import dev.fivetwenty.wire.ResponseReader;
import dev.fivetwenty.wire.WireReport;
import java.nio.ByteBuffer;
import java.util.Optional;

/// The reply of a recorded attempt, made whole again so that the lab can send it.
///
/// @param reply  what the lab sends, and how it ends
/// @param filled octets that were not kept and have been made up
/// @param agrees a reader says of what is sent what it said of what was recorded
public record RecordedReply(Recorded reply, long filled, boolean agrees) {

  /// Longer replies are not served: each is held in memory, and read more than once.
  public static final int MOST_BYTES = 64 << 20;

  /// True when the attempt came far enough for an origin to answer, or to fail to.
  public static boolean isServable(KeptAttempt attempt) {
    Observation seen = attempt.observation();
    boolean connected = seen.connect().filter(c -> !c.isUp()).isEmpty();
    boolean secured =
        seen.handshake().filter(h -> h.failure() != Handshake.Failure.NONE).isEmpty();
    boolean resolved = seen.connect().isPresent() || seen.use().isReused();
    return connected && secured && resolved && attempt.received().total() <= MOST_BYTES;
  }

  public static RecordedReply of(KeptAttempt attempt, Request request, Profile profile) {
    Observation seen = attempt.observation();
    KeptBytes kept = attempt.received();
    Optional<WireReport> recorded = seen.reply();
    long start = recorded.map(WireReport::start).orElse(0L);
    var gaps =
        new Gaps(kept, bytes -> read(bytes, request, profile, start, seen.ending()), recorded);
    byte[] whole = gaps.filled();
    var reply = new Recorded(whole, ending(seen), seen.use().isReused(), accepts(attempt));
    return new RecordedReply(reply, gaps.missing(), gaps.agrees());
  }

  /// Whether what it answered to the key of a WebSocket was right; a replay sends another key.
  private static boolean accepts(KeptAttempt attempt) {
    return attempt.judgement().verdict().filter(v -> v.cause() == Cause.UPGRADE_BAD_ACCEPT).isEmpty();
  }

  private static Gaps.Reading read(
      byte[] bytes, Request request, Profile profile, long start, dev.fivetwenty.wire.Ending how) {
    var reader = new ResponseReader(profile).begin(request, start);
    var input = ByteBuffer.wrap(bytes);
    int contentEnd = 0;
    while (input.hasRemaining()) {
      ResponseReader.Event event = reader.read(input);
      if (event == ResponseReader.Event.CONTENT) contentEnd = reader.contentEnd();
      boolean over =
          event == ResponseReader.Event.REJECTED || event == ResponseReader.Event.NEED_MORE;
      if (over) break;
    }
    return new Gaps.Reading(reader.end(how), contentEnd);
  }

  /// Where the edge stopped by itself, the origin had not ended anything: it waits for the next
  /// request after a whole reply, and closes after one that nobody would read on.
  private static Ending ending(Observation seen) {
    if (seen.expiry().isPresent()) return Ending.SILENCE;
    boolean complete = seen.reply().filter(r -> r.reached() == Reached.COMPLETE).isPresent();
    return switch (seen.ending()) {
      case FIN -> Ending.FIN;
      case RST -> Ending.RST;
      case FIN_RST -> Ending.FIN_RST;
      case SILENCE -> Ending.SILENCE;
      case OPEN -> complete ? Ending.KEEP : Ending.FIN;
    };
  }
}
