package dev.fivetwenty.cause;

import dev.fivetwenty.wire.Rule;
import dev.fivetwenty.wire.WireReport;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// What the first bytes of a reply say that is not HTTP/1: measurements, decoded.
public sealed interface Foreign {

  /// A record of TLS, RFC 8446 §5.1.
  ///
  /// @param contentType 20 to 23, with its name
  /// @param version     as the record has it, for example `3.1`
  /// @param length      of what follows the header
  /// @param alertLevel  `warning` or `fatal`; empty when it is no alert, or the alert is encrypted
  /// @param alertId     -1 when it is no alert that can be read
  record TlsRecord(
      int contentType, String name, String version, int length, String alertLevel, int alertId,
      String alertName)
      implements Foreign {}

  /// Frames of HTTP/2, RFC 9113 §4.1, as far as they had come; `preface` is that of a client.
  record Http2(boolean preface, List<Frame> frames) implements Foreign {
    public Http2 {
      frames = List.copyOf(frames);
    }
  }

  /// @param frameType with its name
  /// @param stream    0 for the connection
  /// @param says      settings with their values, or error code and last stream of a GOAWAY
  record Frame(
      int frameType, String name, int length, int flags, long stream, List<String> says) {
    public Frame {
      says = List.copyOf(says);
    }
  }

  /// The first line of a service's greeting.
  ///
  /// @param line printable ASCII, the rest as `\xNN`, without its line end
  record Greeting(String line) implements Foreign {}

  /// Bytes without a known shape.
  ///
  /// @param bytes   looked at
  /// @param entropy in bits a byte: near 0 for repetition, near its most for what is compressed or
  ///                encrypted
  /// @param most    that so many bytes can have
  /// @param hex     the first of them
  record Binary(int bytes, double entropy, double most, String hex) implements Foreign {}

  /// Decodes the opening of a reply that was refused for `rule`.
  static Optional<Foreign> of(Rule rule, WireReport reply) {
    byte[] opening = HexFormat.of().parseHex(reply.opening());
    if (opening.length == 0) return Optional.empty();
    return switch (rule) {
      case NONHTTP_TLS -> Optional.of(ForeignBytes.tls(opening));
      case NONHTTP_H2 -> Optional.of(ForeignBytes.http2(opening));
      case NONHTTP_BANNER -> Optional.of(ForeignBytes.greeting(opening));
      case NONHTTP_BINARY -> Optional.of(ForeignBytes.binary(opening));
      default -> Optional.empty();
    };
  }
}
