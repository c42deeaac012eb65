package dev.fivetwenty.incident.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fivetwenty.incident.Incident;
import dev.fivetwenty.incident.StoreProblem;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// Incidents as a file that can be handed on: a line that says so, then one line of JSON each, perhaps
/// compressed (RFC 1952). Neither side holds more than one incident.
///
/// ```text
/// {"format":"fivetwenty-incidents","version":1}
/// {"ray":"8f2c1d3a4b5c6d7e-LOC", …
/// ```
///
/// The version changes when what is written cannot be read by the programs that are out; what the
/// records gain does not change it.
public final class IncidentLines {

  private static final int VERSION = 1;
  private static final String HEADER =
      "{\"format\":\"fivetwenty-incidents\",\"version\":" + VERSION + "}\n";
  private static final Pattern IS_HEADER =
      Pattern.compile("\\{\"format\":\"fivetwenty-incidents\",\"version\":(\\d{1,9})\\b.*");

  /// An incident is far below this; a longer line is none.
  private static final int MOST_LINE = IncidentCodec.MOST_BYTES;

  private static final String COMPRESSED = ".gz";

  /// Returns whether a file of that name is to be compressed. Reading sees by itself what it has.
  public static boolean isCompressed(String file) {
    return file.endsWith(COMPRESSED);
  }

  /// Writes incidents, one after the other.
  public static final class Sink implements Closeable {

    private final OutputStream out;

    /// @param out closed with this
    public Sink(OutputStream out, boolean compressed) throws IOException {
      this.out = new BufferedOutputStream(compressed ? new GZIPOutputStream(out) : out);
      this.out.write(HEADER.getBytes(UTF_8));
    }

    public void write(Incident incident) throws IOException {
      out.write(IncidentJson.write(incident));
      out.write('\n');
    }

    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  /// Reads incidents, one after the other.
  public static final class Source implements Closeable {

    private final InputStream in;
    private long line;

    /// @param in closed with this
    public Source(InputStream in) throws IOException {
      var plain = new BufferedInputStream(in);
      this.in = isGzip(plain) ? new BufferedInputStream(new GZIPInputStream(plain)) : plain;
    }

    private static boolean isGzip(BufferedInputStream in) throws IOException {
      in.mark(2);
      int magic = in.read() | in.read() << 8;
      in.reset();
      return magic == GZIPInputStream.GZIP_MAGIC;
    }

    /// Returns the next incident, or nothing at the end.
    ///
    /// @throws StoreProblem for a line that is none, with its number
    public Optional<Incident> next() throws IOException {
      byte[] octets = nextLine();
      if (octets.length == 0) return Optional.empty();
      if (line > 1 || !isHeader(octets)) return Optional.of(incident(octets));
      return next();
    }

    private static boolean isHeader(byte[] octets) {
      Matcher header = IS_HEADER.matcher(new String(octets, UTF_8));
      if (!header.matches()) return false;
      int version = Integer.parseInt(header.group(1));
      if (version > VERSION) {
        throw new StoreProblem(
            "line 1: incidents of version %d, and this program reads up to %d: use a newer one"
                .formatted(version, VERSION));
      }
      return true;
    }

    private Incident incident(byte[] octets) {
      try {
        return IncidentJson.read(octets);
      } catch (StoreProblem e) {
        throw new StoreProblem("line " + line + ": " + e.getMessage(), e);
      }
    }

    /// Returns the next line that is not empty, without its end; nothing at the end of the file.
    private byte[] nextLine() throws IOException {
      var octets = new ByteArrayOutputStream();
      line++;
      for (int octet = in.read(); octet >= 0; octet = in.read()) {
        if (octet == '\n' && octets.size() > 0) break;
        if (octet == '\n') line++;
        else if (octet != '\r') octets.write(octet);
        if (octets.size() > MOST_LINE) {
          throw new StoreProblem("line " + line + " is too long for an incident");
        }
      }
      return octets.toByteArray();
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  private IncidentLines() {}
}
