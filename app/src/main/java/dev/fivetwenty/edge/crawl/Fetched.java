package dev.fivetwenty.edge.crawl;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// What came of asking for a URL.
///
/// @param status   0 where there was no reply
/// @param type     the value of `Content-Type`
/// @param coding   the value of `Content-Encoding`, in lower case; empty without one
/// @param location the value of `Location`; empty without one
/// @param content  as received; empty where it was not wanted, cut where it was too long
/// @param bytes    that the content had
/// @param failure  why there is no whole reply; empty if there is
record Fetched(
    int status, String type, String coding, String location, byte[] content, long bytes,
    Optional<String> failure) {

  /// A page that becomes larger when it is decoded is not looked at.
  private static final int MOST_DECODED = 8 << 20;

  /// It is nothing for copies, and no fault of the origin's.
  static final String TOO_LARGE = "too-large";

  private static final byte[] NOTHING = {};

  static Fetched failed(String how) {
    return new Fetched(0, "", "", "", NOTHING, 0, Optional.of(how));
  }

  boolean isGood() {
    return failure.isEmpty() && status == 200;
  }

  boolean isTooLarge() {
    return failure.filter(TOO_LARGE::equals).isPresent();
  }

  boolean isRedirect() {
    boolean elsewhere = status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    return failure.isEmpty() && elsewhere && !location.isEmpty();
  }

  boolean isHtml() {
    return isHtml(type);
  }

  boolean isStyle() {
    return isStyle(type);
  }

  boolean isScript() {
    return isScript(type);
  }

  private static boolean isHtml(String type) {
    return is(type, "text/html") || is(type, "application/xhtml+xml");
  }

  private static boolean isStyle(String type) {
    return is(type, "text/css");
  }

  private static boolean isScript(String type) {
    return is(type, "text/javascript") || is(type, "application/javascript") || is(type, "application/x-javascript");
  }

  /// Returns whether content of that type names what else there is.
  static boolean isRead(String type) {
    return isHtml(type) || isStyle(type) || isScript(type);
  }

  private static boolean is(String type, String wanted) {
    return type.toLowerCase(Locale.ROOT).startsWith(wanted);
  }

  /// Returns the content with its coding removed; empty where that cannot be, or would be too large.
  Optional<byte[]> decoded() {
    try (InputStream in = opened(new ByteArrayInputStream(content))) {
      byte[] all = in.readNBytes(MOST_DECODED + 1);
      return all.length > MOST_DECODED ? Optional.empty() : Optional.of(all);
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// Removes the coding while it is read.
  private InputStream opened(InputStream in) throws IOException {
    return switch (coding) {
      case "" -> in;
      case "gzip", "x-gzip" -> new GZIPInputStream(in);
      default -> throw new IOException("nobody asked for the coding " + coding);
    };
  }
}
