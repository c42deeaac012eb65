package dev.fivetwenty.incident.codec;

import dev.fivetwenty.incident.Incident;
import dev.fivetwenty.incident.StoreProblem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// Incidents as the few octets that are stored.
///
/// ```text
/// format (1) | number of the dictionary (1) | zlib stream, RFC 1950
/// ```
///
/// The format changes only when JSON by components will not do any more; what is added to the
/// records needs no new one.
public final class IncidentCodec implements AutoCloseable {

  /// Well above the largest incident: two heads of 128 KiB for each of a few attempts, read as JSON.
  static final int MOST_BYTES = 32 * 1024 * 1024;

  private static final byte FORMAT = 1;
  private static final byte DICTIONARY = 1;
  private static final int HEADER = 2;
  private static final int ROOM = 8192;

  /// With the dictionary an incident takes a quarter of the octets, in no more time; this level saves
  /// another fifth over the fastest.
  private static final int LEVEL = 6;

  /// What most incidents have in common, the most frequent last. It never changes, for what was stored
  /// with it could not be read any more: a better one gets a number of its own.
  private static final byte[] WORDS = words();

  private final Deflater deflater = new Deflater(LEVEL);
  private byte[] room = new byte[ROOM];

  /// Encodes on one thread.
  public byte[] encode(Incident incident) {
    deflater.reset();
    deflater.setDictionary(WORDS);
    deflater.setInput(IncidentJson.write(incident));
    deflater.finish();
    room[0] = FORMAT;
    room[1] = DICTIONARY;
    int length = HEADER;
    while (!deflater.finished()) {
      if (length == room.length) room = Arrays.copyOf(room, 2 * length);
      length += deflater.deflate(room, length, room.length - length);
    }
    return Arrays.copyOf(room, length);
  }

  /// Decodes on any thread.
  ///
  /// @throws StoreProblem when it is damaged, or of a version that knows more
  public static Incident decode(byte[] stored) {
    if (stored.length < HEADER) throw new StoreProblem("an incident of " + stored.length + " bytes");
    if (stored[0] != FORMAT || stored[1] != DICTIONARY) {
      throw new StoreProblem(
          "an incident in format %d.%d; this version knows %d.%d: use a newer one"
              .formatted(stored[0], stored[1], FORMAT, DICTIONARY));
    }
    return IncidentJson.read(inflated(stored));
  }

  private static byte[] inflated(byte[] stored) {
    var inflater = new Inflater();
    try {
      inflater.setInput(stored, HEADER, stored.length - HEADER);
      var json = new ByteArrayOutputStream(4 * stored.length);
      byte[] part = new byte[ROOM];
      while (!inflater.finished()) {
        int count = inflater.inflate(part);
        if (count == 0 && inflater.needsDictionary()) inflater.setDictionary(WORDS);
        else if (count == 0) throw new DataFormatException("it ends early");
        if (json.size() + count > MOST_BYTES) throw new DataFormatException("it is too large");
        json.write(part, 0, count);
      }
      return json.toByteArray();
    } catch (DataFormatException | IllegalArgumentException e) {
      String what = e.getMessage() == null ? "it cannot be inflated" : e.getMessage();
      throw new StoreProblem("a damaged incident: " + what, e);
    } finally {
      inflater.end();
    }
  }

  private static byte[] words() {
    try (InputStream words = IncidentCodec.class.getResourceAsStream("dictionary-1.txt")) {
      return words.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException("the dictionary is part of the program", e);
    }
  }

  @Override
  public void close() {
    deflater.end();
  }
}
