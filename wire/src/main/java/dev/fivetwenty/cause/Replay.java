package dev.fivetwenty.cause;

import dev.fivetwenty.wire.Ending;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Request;
import dev.fivetwenty.wire.ResponseReader;
import dev.fivetwenty.wire.WireReport;
import java.nio.ByteBuffer;

/// Reply bytes judged as if they had just arrived: what the reader saw and what the judge says.
///
/// Without a connection nothing is known of the request, so the verdict speaks of the reply alone;
/// [Ending#SILENCE] stands for the timer that the profile has at that point.
public record Replay(WireReport report, Judgement judgement) {

  /// Reads `reply` from offset 0 as the answer to `request` and judges it by `profile`.
  ///
  /// @param ending how the bytes stopped; [Ending#OPEN] leaves what is incomplete unfinished
  public static Replay of(byte[] reply, Ending ending, Request request, Profile profile) {
    ResponseReader reader = new ResponseReader(profile).begin(request, 0);
    var input = ByteBuffer.wrap(reply);
    boolean more = true;
    while (more) {
      more =
          switch (reader.read(input)) {
            case INTERIM_HEAD, FINAL_HEAD, CONTENT, REFUSED -> true;
            case COMPLETE -> input.hasRemaining();
            case NEED_MORE, REJECTED -> false;
          };
    }
    WireReport report = reader.end(ending);
    return new Replay(report, new Judge(profile).judge(Observation.ofReply(report)));
  }
}
