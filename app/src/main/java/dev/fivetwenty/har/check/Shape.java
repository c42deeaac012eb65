package dev.fivetwenty.har.check;

import dev.fivetwenty.har.json.Json;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The objects of HAR 1.2 with their fields: what must be there, and of what type.
final class Shape {

  /// A line an object: `name: type`, `?` behind the name of a field that may be missing, `[type]` for a
  /// list.
  private static final String OBJECTS =
      """
      creator       name:text version:text comment?:text
      page          startedDateTime:text id:text title:text pageTimings:pageTimings comment?:text
      pageTimings   onContentLoad?:number onLoad?:number comment?:text
      entry         pageref?:text startedDateTime:text time:number request:request response:response \
      cache:cache timings:timings serverIPAddress?:text connection?:text comment?:text
      request       method:text url:text httpVersion:text cookies:[cookie] headers:[pair] \
      queryString:[pair] postData?:postData headersSize:number bodySize:number comment?:text
      response      status:number statusText:text httpVersion:text cookies:[cookie] headers:[pair] \
      content:content redirectURL:text headersSize:number bodySize:number comment?:text
      cookie        name:text value:text path?:text domain?:text expires?:text httpOnly?:truth \
      secure?:truth comment?:text
      pair          name:text value:text comment?:text
      postData      mimeType:text params?:[param] text?:text comment?:text
      param         name:text value?:text fileName?:text contentType?:text comment?:text
      content       size:number compression?:number mimeType:text text?:text encoding?:text comment?:text
      cache         beforeRequest?:cacheState afterRequest?:cacheState comment?:text
      cacheState    expires?:text lastAccess:text eTag:text hitCount:number comment?:text
      timings       blocked?:number dns?:number connect?:number send:number wait:number \
      receive:number ssl?:number comment?:text
      """;

  private record Field(String type, boolean required, boolean list) {}

  private static final Map<String, Map<String, Field>> SHAPES = parse();

  private final Notes notes;

  Shape(Notes notes) {
    this.notes = notes;
  }

  private static Map<String, Map<String, Field>> parse() {
    var shapes = new LinkedHashMap<String, Map<String, Field>>();
    for (String line : OBJECTS.lines().toList()) {
      String[] words = line.strip().split(" +");
      var fields = new LinkedHashMap<String, Field>();
      for (int i = 1; i < words.length; i++) {
        String[] parts = words[i].split(":");
        boolean list = parts[1].startsWith("[");
        fields.put(
            parts[0].replace("?", ""),
            new Field(parts[1].replaceAll("[\\[\\]]", ""), !parts[0].endsWith("?"), list));
      }
      shapes.put(words[0], fields);
    }
    return shapes;
  }

  /// Notes where the value departs from the object of that name.
  void check(String shape, Json value, String pointer) {
    if (!(value instanceof Json.Obj object)) {
      notes.add(LintRule.FIELD_TYPE, pointer, kind(value) + " in place of an object");
      return;
    }
    Map<String, Field> fields = SHAPES.get(shape);
    members(object, fields, pointer);
    fields.forEach((name, field) -> {
      if (field.required() && !object.has(name)) {
        notes.add(LintRule.FIELD_MISSING, pointer, name + " is missing");
      }
    });
  }

  private void members(Json.Obj object, Map<String, Field> fields, String pointer) {
    Set<String> seen = new HashSet<>();
    for (Json.Member member : object.members()) {
      String name = member.name();
      String place = pointer + "/" + escaped(name);
      if (!seen.add(name)) notes.add(LintRule.MEMBER_TWICE, place, name + " stands here twice");
      Field field = fields.get(name);
      if (field != null) {
        field(field, member.value(), place);
      } else {
        if (!name.startsWith("_")) notes.add(LintRule.UNPREFIXED_FIELD, place, name);
        longText(member.value(), place);
      }
    }
  }

  private void field(Field field, Json value, String place) {
    if (value == Json.Word.NULL) {
      boolean allowed = field.type().equals("cacheState");
      if (!allowed) notes.add(LintRule.NULL_VALUE, place, "null");
      return;
    }
    if (!field.list()) {
      value(field.type(), value, place);
      return;
    }
    if (!(value instanceof Json.Arr(List<Json> values))) {
      notes.add(LintRule.FIELD_TYPE, place, kind(value) + " in place of a list");
      return;
    }
    for (int i = 0; i < values.size(); i++) value(field.type(), values.get(i), place + "/" + i);
  }

  private void value(String type, Json value, String place) {
    boolean right =
        switch (type) {
          case "text" -> value instanceof Json.Text;
          case "number" -> value instanceof Json.Num;
          case "truth" -> value == Json.Word.TRUE || value == Json.Word.FALSE;
          default -> true;
        };
    if (!right) notes.add(LintRule.FIELD_TYPE, place, kind(value) + " in place of a " + type);
    if (SHAPES.containsKey(type)) check(type, value, place);
    longText(value, place);
  }

  private void longText(Json value, String place) {
    if (value instanceof Json.Text(String text, long dropped) && dropped > 0) {
      notes.add(
          LintRule.VALUE_TOO_LONG, place,
          "%d of %d bytes were not read".formatted(dropped, text.length() + dropped));
    }
  }

  private static String kind(Json value) {
    return switch (value) {
      case Json.Text _ -> "a text";
      case Json.Num _ -> "a number";
      case Json.Word word -> word == Json.Word.NULL ? "null" : "a truth value";
      case Json.Arr _ -> "a list";
      case Json.Obj _ -> "an object";
    };
  }

  /// Returns a name as it stands in a JSON pointer, RFC 6901 §3.
  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
