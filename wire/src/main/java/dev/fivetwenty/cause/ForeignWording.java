package dev.fivetwenty.cause;

import java.util.Locale;
import java.util.stream.Collectors;

/// Words what speaks instead of HTTP/1, one clause.
public final class ForeignWording {

  /// Returns for example `TLS record alert (21), version 3.1, 2 bytes: fatal alert 70 (protocol_version)`.
  public static String of(Foreign foreign) {
    return switch (foreign) {
      case Foreign.TlsRecord tls -> tls(tls);
      case Foreign.Http2 http2 -> http2(http2);
      case Foreign.Greeting(String line) -> "greeting \"" + line + "\"";
      case Foreign.Binary binary ->
          String.format(
              Locale.ROOT, "%s, entropy %.1f of at most %.1f bits a byte, first %s",
              Wording.bytes(binary.bytes()), binary.entropy(), binary.most(), binary.hex());
    };
  }

  private static String tls(Foreign.TlsRecord tls) {
    String length = tls.length() < 0 ? "" : ", " + Wording.bytes(tls.length());
    String level = tls.alertLevel().isEmpty() ? "" : tls.alertLevel() + " ";
    String alert =
        tls.alertId() < 0 ? "" : ": %salert %d (%s)".formatted(level, tls.alertId(), tls.alertName());
    return "TLS record %s (%d), version %s%s%s"
        .formatted(tls.name(), tls.contentType(), tls.version(), length, alert);
  }

  private static String http2(Foreign.Http2 http2) {
    String preface = http2.preface() ? "the preface of a client" : "";
    String frames =
        http2.frames().stream().map(ForeignWording::frame).collect(Collectors.joining("; "));
    String both = preface.isEmpty() || frames.isEmpty() ? "" : "; ";
    return preface + both + frames;
  }

  private static String frame(Foreign.Frame frame) {
    String says = frame.says().isEmpty() ? "" : ": " + String.join(", ", frame.says());
    return "HTTP/2 frame %s (%d), %s, flags 0x%02x, stream %d%s"
        .formatted(
            frame.name(), frame.frameType(), Wording.bytes(frame.length()), frame.flags(),
            frame.stream(), says);
  }

  private ForeignWording() {}
}
