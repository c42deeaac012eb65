package dev.fivetwenty.rules;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fivetwenty.rules.request.FieldSection;
import dev.fivetwenty.rules.request.Part;
import dev.fivetwenty.rules.request.RequestView;
import dev.fivetwenty.rules.value.Address;
import dev.fivetwenty.rules.value.Slice;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// A request that is written down.
public final class SampleRequest extends RequestView {

  /// A field as text, a character for each byte.
  public record Line(String name, String value) {}

  private final Map<Part, String> parts = new EnumMap<>(Part.class);
  private final List<Line> fields = new ArrayList<>();
  private final List<Line> responseFields = new ArrayList<>();
  private boolean tls;
  private Address client = Address.parse("192.0.2.7").orElseThrow();
  private long time = 1_700_000_000_123L;
  private int status;
  private long originMillis = -1;

  /// Makes a GET of that URI: scheme, authority, path and query.
  public static SampleRequest get(String uri) {
    var request = new SampleRequest();
    request.parts.put(Part.METHOD, "GET");
    request.parts.put(Part.VERSION, "HTTP/1.1");
    request.parts.put(Part.RAY_ID, "230b030023ae2822-LOC");
    request.parts.put(Part.SITE, "LOC");
    request.tls = uri.startsWith("https://");
    String rest = uri.substring(uri.indexOf("://") + 3);
    int slash = rest.indexOf('/');
    String target = octets(rest.substring(slash));
    int mark = target.indexOf('?');
    request.parts.put(Part.AUTHORITY, rest.substring(0, slash));
    request.parts.put(Part.PATH, mark < 0 ? target : target.substring(0, mark));
    if (mark >= 0) request.parts.put(Part.QUERY, target.substring(mark + 1));
    if (request.tls) request.parts.put(Part.TLS_VERSION, "TLSv1.3");
    return request;
  }

  private static String octets(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  public SampleRequest part(Part part, String text) {
    parts.put(part, octets(text));
    return this;
  }

  public SampleRequest without(Part part) {
    parts.remove(part);
    return this;
  }

  public SampleRequest field(String name, String value) {
    fields.add(new Line(name, octets(value)));
    return this;
  }

  public SampleRequest from(String address) {
    client = address == null ? null : Address.parse(address).orElseThrow();
    return this;
  }

  public SampleRequest at(long millis) {
    time = millis;
    return this;
  }

  public SampleRequest answered(int code) {
    status = code;
    return this;
  }

  public SampleRequest responseField(String name, String value) {
    responseFields.add(new Line(name, octets(value)));
    return this;
  }

  public SampleRequest originAfter(long millis) {
    originMillis = millis;
    return this;
  }

  public List<Line> lines() {
    return fields;
  }

  public List<Line> responseLines() {
    return responseFields;
  }

  /// Returns a part as text, a character for each byte; null where it is missing.
  public String text(Part part) {
    return parts.get(part);
  }

  @Override
  public boolean part(Part part, Slice out) {
    String text = parts.get(part);
    if (text == null) return false;
    out.set(text.getBytes(ISO_8859_1));
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
    return time;
  }

  @Override
  public FieldSection fields() {
    return new Section(fields);
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public FieldSection responseFields() {
    return new Section(responseFields);
  }

  @Override
  public long originMillis() {
    return originMillis;
  }

  private record Section(List<Line> lines) implements FieldSection {
    @Override
    public int count() {
      return lines.size();
    }

    @Override
    public void name(int field, Slice out) {
      out.set(lines.get(field).name.getBytes(ISO_8859_1));
    }

    @Override
    public void value(int field, Slice out) {
      out.set(lines.get(field).value.getBytes(ISO_8859_1));
    }
  }
}
