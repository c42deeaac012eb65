package dev.fivetwenty.cause;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.fivetwenty.cause.Foreign.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// Decodes the bytes of other protocols, as few as there may be.
final class ForeignBytes {

  private static final int TLS_HEADER = 5;
  private static final int CHANGE_CIPHER_SPEC = 20;
  private static final int ALERT = 21;
  private static final int ALERT_BYTES = 2;

  private static final int FRAME_HEADER = 9;
  private static final int SETTINGS = 4;
  private static final int SETTING_BYTES = 6;
  private static final int GOAWAY = 7;
  private static final int GOAWAY_BYTES = 8;
  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

  /// Bytes that are shown in hex.
  private static final int SHOWN = 16;

  private static final List<String> RECORDS =
      List.of("change_cipher_spec", "alert", "handshake", "application_data");

  private static final List<String> FRAMES =
      List.of(
          "DATA", "HEADERS", "PRIORITY", "RST_STREAM", "SETTINGS", "PUSH_PROMISE", "PING",
          "GOAWAY", "WINDOW_UPDATE", "CONTINUATION");

  /// RFC 9113 §6.5.2 and RFC 8441 §3; there is no 0 and no 7.
  private static final List<String> SETTING_NAMES =
      List.of(
          "", "HEADER_TABLE_SIZE", "ENABLE_PUSH", "MAX_CONCURRENT_STREAMS", "INITIAL_WINDOW_SIZE",
          "MAX_FRAME_SIZE", "MAX_HEADER_LIST_SIZE", "", "ENABLE_CONNECT_PROTOCOL");

  /// RFC 9113 §7.
  private static final List<String> ERRORS =
      List.of(
          "NO_ERROR", "PROTOCOL_ERROR", "INTERNAL_ERROR", "FLOW_CONTROL_ERROR", "SETTINGS_TIMEOUT",
          "STREAM_CLOSED", "FRAME_SIZE_ERROR", "REFUSED_STREAM", "CANCEL", "COMPRESSION_ERROR",
          "CONNECT_ERROR", "ENHANCE_YOUR_CALM", "INADEQUATE_SECURITY", "HTTP_1_1_REQUIRED");

  static Foreign tls(byte[] bytes) {
    int type = bytes[0];
    String version = bytes[1] + "." + bytes[2];
    int length = bytes.length < TLS_HEADER ? -1 : (int) number(bytes, 3, 2);
    boolean alert = type == ALERT && length == ALERT_BYTES && bytes.length >= TLS_HEADER + length;
    int level = alert ? bytes[TLS_HEADER] : 0;
    int id = alert ? bytes[TLS_HEADER + 1] & 0xFF : -1;
    return new Foreign.TlsRecord(
        type, RECORDS.get(type - CHANGE_CIPHER_SPEC), version, length,
        level == 1 ? "warning" : level == 2 ? "fatal" : "", id, alert ? TlsAlert.nameOf(id) : "");
  }

  static Foreign http2(byte[] bytes) {
    boolean preface = bytes[0] == 'P';
    var frames = new ArrayList<Frame>();
    int at = preface ? PREFACE.length() : 0;
    while (at + FRAME_HEADER <= bytes.length) {
      int length = (int) number(bytes, at, 3);
      frames.add(frame(bytes, at, length));
      at += FRAME_HEADER + length;
    }
    return new Foreign.Http2(preface, frames);
  }

  private static Frame frame(byte[] bytes, int at, int length) {
    int type = bytes[at + 3] & 0xFF;
    int from = at + FRAME_HEADER;
    int to = Math.min(bytes.length, from + length);
    List<String> says =
        switch (type) {
          case SETTINGS -> settings(bytes, from, to);
          case GOAWAY -> goAway(bytes, from, to);
          default -> List.of();
        };
    long stream = number(bytes, at + 5, 4) & 0x7FFF_FFFF;
    return new Frame(
        type, named(FRAMES, type, "type_"), length, bytes[at + 4] & 0xFF, stream, says);
  }

  private static List<String> settings(byte[] bytes, int from, int to) {
    var says = new ArrayList<String>();
    for (int at = from; at + SETTING_BYTES <= to; at += SETTING_BYTES) {
      int id = (int) number(bytes, at, 2);
      says.add(named(SETTING_NAMES, id, "setting_") + "=" + number(bytes, at + 2, 4));
    }
    return says;
  }

  private static List<String> goAway(byte[] bytes, int from, int to) {
    if (to - from < GOAWAY_BYTES) return List.of();
    long error = number(bytes, from + 4, 4);
    var says = new ArrayList<String>();
    says.add(named(ERRORS, error, "error_"));
    says.add("last stream " + (number(bytes, from, 4) & 0x7FFF_FFFF));
    if (to - from > GOAWAY_BYTES) says.add(text(bytes, from + GOAWAY_BYTES, to));
    return says;
  }

  static Foreign greeting(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r')) end--;
    return new Foreign.Greeting(text(bytes, 0, end));
  }

  static Foreign binary(byte[] bytes) {
    int[] counts = new int[256];
    for (byte octet : bytes) counts[octet & 0xFF]++;
    double entropy = 0;
    for (int count : counts) {
      double share = (double) count / bytes.length;
      if (count > 0) entropy -= share * log2(share);
    }
    byte[] first = Arrays.copyOf(bytes, Math.min(SHOWN, bytes.length));
    return new Foreign.Binary(
        bytes.length, rounded(entropy), rounded(log2(bytes.length)), HexFormat.of().formatHex(first));
  }

  private static double log2(double number) {
    return Math.log(number) / Math.log(2);
  }

  private static double rounded(double bits) {
    return Math.round(bits * 10) / 10.0;
  }

  private static String named(List<String> names, long number, String otherwise) {
    String name = number < names.size() ? names.get((int) number) : "";
    return name.isEmpty() ? otherwise + number : name;
  }

  private static long number(byte[] bytes, int at, int octets) {
    long number = 0;
    for (int i = 0; i < octets; i++) number = number << 8 | bytes[at + i] & 0xFF;
    return number;
  }

  private static String text(byte[] bytes, int from, int to) {
    return Wording.escaped(new String(bytes, from, to - from, ISO_8859_1));
  }

  private ForeignBytes() {}
}
