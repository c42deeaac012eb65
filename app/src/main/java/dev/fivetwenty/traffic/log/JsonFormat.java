package dev.fivetwenty.traffic.log;

import dev.fivetwenty.rules.request.Part;
import dev.fivetwenty.traffic.log.JsonNames.Meaning;
import dev.fivetwenty.traffic.log.JsonNames.Slot;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// An object in JSON to a line, whose members mean what [JsonNames] knows.
final class JsonFormat implements LineFormat {

  private static final int MAX_DEPTH = 8;

  private final JsonFactory factory = new JsonFactory();
  private final JsonNames names = new JsonNames();
  private final LogTime time = new LogTime();

  /// Texts of the line at hand, without escapes.
  private byte[] room = new byte[4096];
  private int used;

  private boolean timed;
  private boolean asked;

  @Override
  public boolean read(byte[] bytes, int from, int to, Recorded into) {
    into.clear();
    used = 0;
    timed = false;
    asked = false;
    // Texts are copied, so there has to be room for all of the line before the first is laid anywhere.
    if (room.length < to - from) room = new byte[Math.max(room.length * 2, to - from)];
    try (JsonParser json = factory.createParser(ObjectReadContext.empty(), bytes, from, to - from)) {
      if (json.nextToken() != JsonToken.START_OBJECT) return false;
      object(json, "", 0, into);
      return timed && asked;
    } catch (JacksonException broken) {
      return false;
    }
  }

  private void object(JsonParser json, String path, int depth, Recorded into) {
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = path.isEmpty() ? json.currentName() : path + json.currentName();
      switch (json.nextToken()) {
        case START_OBJECT -> {
          if (depth < MAX_DEPTH) object(json, name + ".", depth + 1, into);
          else json.skipChildren();
        }
        case START_ARRAY -> array(json, name, into);
        case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> value(json, name, into);
        default -> {}
      }
    }
  }

  /// Caddy has a list of values for each header.
  private void array(JsonParser json, String name, Recorded into) {
    for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
      if (token == JsonToken.VALUE_STRING) value(json, name, into);
      else json.skipChildren();
    }
  }

  private void value(JsonParser json, String name, Recorded into) {
    Meaning meaning = names.of(name);
    if (meaning == null) return;
    byte[] text = json.getString().getBytes(StandardCharsets.UTF_8);
    int from = used;
    // Escapes only shrink: `\u00e9` becomes two bytes.
    if (used + text.length > room.length) return;
    System.arraycopy(text, 0, room, used, text.length);
    used += text.length;
    boolean missing = text.length == 0 || text.length == 1 && text[0] == '-';
    if (missing) return;
    if (meaning.slot() == Slot.FIELD) into.field(meaning.field(), room, from, used);
    else set(meaning.slot(), from, used, into);
  }

  private void set(Slot slot, int from, int to, Recorded into) {
    switch (slot) {
      case TIME -> time(from, to, into);
      case CLIENT -> into.client(Addresses.of(room, from, to));
      case METHOD -> set(Part.METHOD, from, to, into);
      case HOST -> set(Part.AUTHORITY, from, to, into);
      case TARGET -> {
        into.target(room, from, to);
        asked = true;
      }
      case PATH -> {
        set(Part.PATH, from, to, into);
        asked = true;
      }
      case QUERY -> set(Part.QUERY, from, to, into);
      case VERSION -> set(Part.VERSION, from, to, into);
      case REQUEST_LINE -> requestLine(from, to, into);
      case STATUS -> into.status((int) number(from, to));
      case SCHEME -> into.tls(to - from == 5);
      case RAY_ID -> set(Part.RAY_ID, from, to, into);
      case SITE -> set(Part.SITE, from, to, into);
      case TLS_VERSION -> {
        set(Part.TLS_VERSION, from, to, into);
        into.tls(room[from] != 'n');
      }
      case TLS_CIPHER -> set(Part.TLS_CIPHER, from, to, into);
      case ORIGIN_SECONDS -> into.originMillis(Math.round(number(from, to) * 1000));
      case ORIGIN_MILLIS -> into.originMillis(Math.round(number(from, to)));
      case FIELD -> throw new IllegalStateException("a field has a name");
    }
  }

  private void set(Part part, int from, int to, Recorded into) {
    into.set(part, room, from, to);
  }

  private void time(int from, int to, Recorded into) {
    long millis = time.millis(room, from, to);
    if (millis == LogTime.UNREADABLE) return;
    into.millis(millis);
    timed = true;
  }

  /// `GET /cart HTTP/1.1`.
  private void requestLine(int from, int to, Recorded into) {
    String[] words = new String(room, from, to - from, StandardCharsets.ISO_8859_1).split(" ", 3);
    if (words.length < 2) return;
    int target = from + words[0].length() + 1;
    int end = target + words[1].length();
    set(Part.METHOD, from, target - 1, into);
    into.target(room, target, end);
    if (words.length == 3) set(Part.VERSION, end + 1, to, into);
    asked = true;
  }

  private double number(int from, int to) {
    String text = new String(Arrays.copyOfRange(room, from, to), StandardCharsets.ISO_8859_1);
    return text.matches("\\d{1,12}(\\.\\d{1,12})?") ? Double.parseDouble(text) : 0;
  }
}
