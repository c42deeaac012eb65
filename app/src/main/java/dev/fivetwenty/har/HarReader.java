package dev.fivetwenty.har;

import dev.fivetwenty.har.json.Json;
import dev.fivetwenty.har.json.JsonProblem;
import dev.fivetwenty.har.json.JsonReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.ZipException;
import tools.jackson.core.JsonToken;

/// Reads a HAR part by part; holds one entry at a time, so a file may be larger than memory.
///
/// Lenient: whatever is well-formed JSON with a `log` object is read, whoever wrote it.
public final class HarReader implements AutoCloseable {

  private enum Place {
    BEFORE,
    BESIDE_LOG,
    IN_LOG,
    IN_ENTRIES,
    AFTER
  }

  private final JsonReader json;
  private Place place = Place.BEFORE;
  private boolean seenLog;
  private int entries;

  private HarReader(JsonReader json) {
    this.json = json;
  }

  /// Opens a HAR, plain or compressed. The stream is closed with the reader.
  public static HarReader open(InputStream file) throws IOException, BrokenHar {
    HarBytes bytes;
    try {
      bytes = HarBytes.of(file);
    } catch (EOFException | ZipException _) {
      throw new BrokenHar("the compressed bytes are damaged", 0, "", 0);
    }
    return new HarReader(new JsonReader(bytes.in(), bytes.base()));
  }

  /// Returns the next part, empty behind the last one.
  public Optional<HarPart> next() throws IOException, BrokenHar {
    try {
      return switch (place) {
        case BEFORE -> begin();
        case BESIDE_LOG -> besideLog();
        case IN_LOG -> Optional.of(inLog());
        case IN_ENTRIES -> Optional.of(inEntries());
        case AFTER -> Optional.empty();
      };
    } catch (JsonProblem problem) {
      throw broken(problem.getMessage(), problem.offset());
    }
  }

  /// Returns the next entry; other parts are skipped. Empty behind the last one.
  public Optional<HarEntry> nextEntry() throws IOException, BrokenHar {
    for (var part = next(); part.isPresent(); part = next()) {
      if (part.get() instanceof HarPart.Entry(HarEntry entry)) return Optional.of(entry);
    }
    return Optional.empty();
  }

  private Optional<HarPart> begin() throws IOException, BrokenHar, JsonProblem {
    JsonToken first = json.next();
    if (first == null) throw broken("the file is empty", 0);
    if (first != JsonToken.START_OBJECT) throw broken("no HAR: it is no object", 0);
    place = Place.BESIDE_LOG;
    return besideLog();
  }

  private Optional<HarPart> besideLog() throws IOException, BrokenHar, JsonProblem {
    if (json.next() == JsonToken.END_OBJECT) return end();
    String name = json.name();
    JsonToken value = json.next();
    if (!name.equals("log") || value != JsonToken.START_OBJECT) {
      return Optional.of(new HarPart.Beside(name, json.tree()));
    }
    seenLog = true;
    place = Place.IN_LOG;
    return Optional.of(new HarPart.LogStart());
  }

  private Optional<HarPart> end() throws IOException, BrokenHar {
    place = Place.AFTER;
    long end = json.offset();
    boolean more;
    try {
      more = json.next() != null;
    } catch (JsonProblem _) {
      more = true;
    }
    if (more) throw broken("something follows the document", end);
    if (!seenLog) throw broken("no HAR: it has no log", json.offset());
    return Optional.empty();
  }

  private HarPart inLog() throws IOException, JsonProblem {
    if (json.next() == JsonToken.END_OBJECT) {
      place = Place.BESIDE_LOG;
      return new HarPart.LogEnd();
    }
    String name = json.name();
    JsonToken value = json.next();
    if (!name.equals("entries") || value != JsonToken.START_ARRAY) {
      return new HarPart.Header(name, json.tree());
    }
    place = Place.IN_ENTRIES;
    return new HarPart.EntriesStart();
  }

  private HarPart inEntries() throws IOException, JsonProblem {
    if (json.next() == JsonToken.END_ARRAY) {
      place = Place.IN_LOG;
      return new HarPart.EntriesEnd();
    }
    long offset = json.tokenOffset();
    Json tree = json.tree();
    return new HarPart.Entry(new HarEntry(entries++, offset, tree));
  }

  private BrokenHar broken(String what, long offset) {
    String pointer =
        switch (place) {
          case IN_ENTRIES -> "/log/entries/" + entries;
          case IN_LOG -> "/log";
          default -> "";
        };
    return new BrokenHar(what, offset, pointer, entries);
  }

  /// Returns what to say of a file with more entries than somebody can take.
  public BrokenHar tooMany(int most) {
    return broken("more than " + most + " entries", json.offset());
  }

  /// Returns how many entries were read.
  public int entries() {
    return entries;
  }

  @Override
  public void close() throws IOException {
    json.close();
  }
}
