package dev.fivetwenty.archive;

import dev.fivetwenty.policy.alwaysonline.Copy;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/// Finds out whether content is in the coding that its response names, where the JDK can: gzip, with its
/// checksum, and deflate.
final class Coding {

  /// Content that becomes larger is nobody's page.
  private static final long MOST_DECODED = 256L << 20;

  static boolean isSound(Copy copy, Path content) throws IOException {
    try (InputStream plain = decoded(copy.variant().coding(), Files.newInputStream(content))) {
      if (plain == null) return true;
      byte[] piece = new byte[32 << 10];
      long length = 0;
      for (int count = plain.read(piece); count >= 0; count = plain.read(piece)) {
        length += count;
        if (length > MOST_DECODED) return false;
      }
      return true;
    } catch (ZipException | EOFException e) {
      return false;
    }
  }

  /// Returns null for a coding that cannot be looked into.
  private static InputStream decoded(String coding, InputStream content) throws IOException {
    return switch (coding) {
      case "gzip", "x-gzip" -> new GZIPInputStream(content, 32 << 10);
      case "deflate" -> new InflaterInputStream(content);
      default -> {
        content.close();
        yield null;
      }
    };
  }

  private Coding() {}
}
