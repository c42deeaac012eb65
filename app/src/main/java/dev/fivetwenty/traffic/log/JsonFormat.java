package dev.fivetwenty.traffic.log;

import dev.fivetwenty.rules.request.Part;
import dev.fivetwenty.traffic.log.JsonNames.Meaning;
import dev.fivetwenty.traffic.log.JsonNames.Slot;
import java.nio.charset.StandardCharsets;
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
    int from = used;
    copy(json);
    boolean missing = used == from || used == from + 1 && room[from] == '-';
    if (missing) return;
    if (meaning.slot() == Slot.FIELD) into.field(meaning.field(), room, from, used);
    else set(meaning.slot(), from, used, into);
  }

  /// Copies a text or number. Escapes only shrink it: `\u00e9` becomes two bytes.
  private void copy(JsonParser json) {
    char[] chars = json.getStringCharacters();
    int begin = json.getStringOffset();
    int end = begin + json.getStringLength();
    int start = used;
    for (int i = begin; i < end; i++) {
      if (chars[i] >= 0x80) {
        used = start;
        copyWide(new String(chars, begin, end - begin));
        return;
      }
      room[used++] = (byte) chars[i];
    }
  }

  private void copyWide(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (used + bytes.length > room.length) return;
    System.arraycopy(bytes, 0, room, used, bytes.length);
    used += bytes.length;
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
    int method = space(from, to);
    if (method == to) return;
    int target = space(method + 1, to);
    set(Part.METHOD, from, method, into);
    into.target(room, method + 1, target);
    if (target < to) set(Part.VERSION, target + 1, to, into);
    asked = true;
  }

  private int space(int from, int to) {
    int at = from;
    while (at < to && room[at] != ' ') at++;
    return at;
  }

  /// Returns a decimal number, 0 for what is none.
  private double number(int from, int to) {
    double number = 0;
    double unit = 0;
    for (int i = from; i < to; i++) {
      byte b = room[i];
      if (b == '.' && unit == 0) {
        unit = 1;
      } else if (b >= '0' && b <= '9') {
        number = number * 10 + b - '0';
        unit *= 10;
      } else {
        return 0;
      }
    }
    return unit > 0 ? number / unit : number;
  }
}
