package dev.fivetwenty.traffic.log;

import dev.fivetwenty.har.NameValue;
import dev.fivetwenty.rules.request.FieldSection;
import dev.fivetwenty.rules.request.Part;
import dev.fivetwenty.rules.request.RequestView;
import dev.fivetwenty.rules.value.Address;
import dev.fivetwenty.rules.value.Slice;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// One request of a log, as far as the log tells: filled anew for each, and laid over its bytes. What
/// the log does not tell is missing.
public final class Recorded extends RequestView {

  /// Fields of one request that are kept; a log has two or three, a HAR some dozens.
  private static final int MAX_FIELDS = 200;

  static final byte[] USER_AGENT = ascii("user-agent");
  static final byte[] REFERER = ascii("referer");

  private static final int PARTS = Part.values().length;

  private final Slice[] parts = new Slice[PARTS];
  private final boolean[] known = new boolean[PARTS];
  private final Lines fields = new Lines();
  private final Lines responseFields = new Lines();
  private final Slice agent = new Slice();
  private Address client;
  private boolean tls;
  private long millis;
  private int status;
  private long originMillis;

  /// Field lines that lie in arrays of others.
  private static final class Lines implements FieldSection {
    private Slice[] names = new Slice[8];
    private Slice[] values = new Slice[8];
    private int count;

    @Override
    public int count() {
      return count;
    }

    @Override
    public void name(int field, Slice out) {
      out.set(names[field]);
    }

    @Override
    public void value(int field, Slice out) {
      out.set(values[field]);
    }

    void add(byte[] name, byte[] array, int from, int to) {
      if (count == MAX_FIELDS) return;
      if (count == names.length) {
        names = Arrays.copyOf(names, count * 2);
        values = Arrays.copyOf(values, count * 2);
      }
      if (names[count] == null) {
        names[count] = new Slice();
        values[count] = new Slice();
      }
      names[count].set(name);
      values[count++].set(array, from, to);
    }
  }

  public Recorded() {
    Arrays.setAll(parts, _ -> new Slice());
  }

  /// Returns a request that was made up.
  ///
  /// @param url    absolute, or a path
  /// @param client null for one that is not known
  public static Recorded of(
      String method, String url, List<NameValue> fields, Address client, long millis, int status) {
    var record = new Recorded();
    record.clear();
    record.request(method, url, fields);
    record.client = client;
    record.millis = millis;
    record.status = status;
    return record;
  }

  /// Takes over what somebody has as texts.
  void request(String method, String url, List<NameValue> fields) {
    byte[] target = bytes(url);
    target(target, 0, target.length);
    byte[] name = bytes(method);
    set(Part.METHOD, name, 0, name.length);
    for (NameValue field : fields) {
      // Browsers write HTTP/2's pseudo fields beside the others.
      if (field.name().startsWith(":")) continue;
      String lower = field.name().toLowerCase(Locale.ROOT);
      byte[] value = bytes(field.value());
      if (lower.equals("host") && !known[Part.AUTHORITY.ordinal()]) set(Part.AUTHORITY, value, 0,
          value.length);
      field(lower.equals("user-agent") ? USER_AGENT : bytes(lower), value, 0, value.length);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  void clear() {
    Arrays.fill(known, false);
    fields.count = 0;
    responseFields.count = 0;
    agent.setEmpty();
    client = null;
    tls = false;
    millis = 0;
    status = 0;
    originMillis = -1;
  }

  void set(Part part, byte[] array, int from, int to) {
    parts[part.ordinal()].set(array, from, to);
    known[part.ordinal()] = true;
  }

  /// Takes a request target apart: origin-form, or an absolute URL.
  void target(byte[] array, int from, int to) {
    int path = from;
    if (to > from && array[from] != '/') {
      int authority = authority(array, from, to);
      if (authority > 0) {
        path = authority;
        while (path < to && array[path] != '/' && array[path] != '?') path++;
        set(Part.AUTHORITY, array, authority, path);
      }
    }
    int question = path;
    while (question < to && array[question] != '?') question++;
    if (question == path) set(Part.PATH, SLASH, 0, 1);
    else set(Part.PATH, array, path, question);
    if (question < to) set(Part.QUERY, array, question + 1, to);
  }

  private static final byte[] SLASH = ascii("/");

  private int authority(byte[] array, int from, int to) {
    for (int i = from; i + 2 < to && i < from + 8; i++) {
      if (array[i] != ':' || array[i + 1] != '/' || array[i + 2] != '/') continue;
      if (i - from == 5) tls = true;
      return i + 3;
    }
    return 0;
  }

  /// Adds a field of the request.
  ///
  /// @param name in lower case, or as it was sent
  void field(byte[] name, byte[] array, int from, int to) {
    if (name == USER_AGENT) agent.set(array, from, to);
    fields.add(name, array, from, to);
  }

  void responseField(byte[] name, byte[] array, int from, int to) {
    responseFields.add(name, array, from, to);
  }

  void client(Address address) {
    client = address;
  }

  void tls(boolean spoken) {
    tls |= spoken;
  }

  void millis(long time) {
    millis = time;
  }

  void status(int code) {
    status = code;
  }

  void originMillis(long time) {
    originMillis = time;
  }

  /// Returns the User-Agent; empty where there is none.
  public Slice agent() {
    return agent;
  }

  @Override
  public boolean part(Part part, Slice out) {
    if (!known[part.ordinal()]) return false;
    out.set(parts[part.ordinal()]);
    return true;
  }

  @Override
  public boolean isTls() {
    return tls;
  }

  @Override
  public Address client() {
    return client;
  }

  @Override
  public long timeMillis() {
    return millis;
  }

  @Override
  public FieldSection fields() {
    return fields;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public FieldSection responseFields() {
    return responseFields;
  }

  @Override
  public long originMillis() {
    return originMillis;
  }

  /// Returns a text of it for people; empty where it is missing.
  public String text(Part part) {
    return known[part.ordinal()] ? parts[part.ordinal()].toString() : "";
  }
}
