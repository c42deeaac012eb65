package dev.fivetwenty.cause;

import dev.fivetwenty.wire.Ending;
import dev.fivetwenty.wire.Field;
import dev.fivetwenty.wire.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The measurements that prove a cause; never conclusions.
public sealed interface Evidence {

  /// The resolver's answer, or its silence.
  record Name(Resolution resolution) implements Evidence {}

  /// The connection that did not come about.
  record NoConnection(Connect connect) implements Evidence {}

  /// The handshake that failed.
  record BrokenHandshake(Handshake handshake) implements Evidence {}

  /// An alert, or an unreadable record, after the handshake.
  ///
  /// @param alertId -1 for an unreadable record
  record TlsAfterHandshake(int alertId, String alertName, long replyBytes) implements Evidence {}

  /// The connection ended before there was a reply, or within its head.
  ///
  /// @param received reply bytes so far
  record EarlyClose(
      Ending ending, int errno, Sent sent, long received, Use use, Optional<Tcp> tcp,
      String lastField)
      implements Evidence {}

  /// A byte that the profile refuses, or notes.
  ///
  /// @param protocol what the bytes look like instead of HTTP/1, else empty
  /// @param foreign  what they say in that protocol, where they say anything
  record Bytes(Violation violation, String protocol, Optional<Foreign> foreign)
      implements Evidence {

    public Bytes(Violation violation) {
      this(violation, "", Optional.empty());
    }
  }

  /// A limit of the profile that was exceeded.
  ///
  /// @param limit    in bytes, or a count for `limit-header-count`
  /// @param measured what was counted, on behind the limit
  /// @param offset   of the first byte over the limit
  /// @param atLeast  counting ended before the part did, so there may be more
  record OverLimit(
      String what, long limit, long measured, long offset, List<Field> largest, boolean atLeast)
      implements Evidence {
    public OverLimit {
      largest = List.copyOf(largest);
    }

    /// A part that was measured to its end.
    public OverLimit(String what, long limit, long measured, long offset, List<Field> largest) {
      this(what, limit, measured, offset, largest, false);
    }
  }

  /// Content that ended before its framing said so.
  ///
  /// @param declared bytes, -1 when the framing declares none
  record ShortContent(
      String framing, long declared, long received, long offset, Ending ending, boolean closeNotify)
      implements Evidence {}

  /// A timer that fired.
  ///
  /// @param received reply bytes by then
  /// @param pace     how the reply came until then, where it was measured
  record TimedOut(
      Timer timer, Duration limit, Sent sent, long received, Optional<Tcp> tcp,
      Optional<Pace> pace)
      implements Evidence {

    /// True where nobody asked and waited: the silence was told, as of bytes from a file, and the
    /// limit is the one that it would have met.
    public boolean isAssumed() {
      boolean answered = timer == Timer.RESPONSE_HEAD || timer == Timer.BETWEEN_BYTES;
      return answered && sent.total() == 0;
    }
  }

  /// Numbers that make a finding: what was measured, against what.
  record Measured(String what, long value, long limit, String unit, List<Field> largest)
      implements Evidence {
    public Measured {
      largest = List.copyOf(largest);
    }
  }

  /// Something seen that is best said in one plain clause, for findings of the doctor.
  record Seen(String what) implements Evidence {}

  /// An exception of our own.
  record Thrown(String what) implements Evidence {}

  /// All there is, when nothing proves a cause.
  record Observed(Observation observation) implements Evidence {}
}
