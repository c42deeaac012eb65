package dev.fivetwenty.har.sanitise;

import dev.fivetwenty.har.HarEntry;
import dev.fivetwenty.har.json.Json;
import dev.fivetwenty.sanitise.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Walks a part of a HAR and hides what is not known to be harmless, by the name of each member.
final class EntryCleaner {

  private final Hider hider;
  private final UrlCleaner urls;
  private final FieldCleaner fields;
  private final BodyCleaner bodies;
  private final Evidence evidence;

  EntryCleaner(Hider hider) {
    this.hider = hider;
    urls = new UrlCleaner(hider);
    fields = new FieldCleaner(hider, urls);
    bodies = new BodyCleaner(hider, urls);
    evidence = new Evidence(hider, urls);
  }

  HarEntry entry(HarEntry entry) {
    Json clean =
        entry.json() instanceof Json.Obj object
            ? scanned(object(object, "", entry))
            : value("", entry.json(), "entry", entry);
    return new HarEntry(entry.index(), entry.offset(), clean);
  }

  String name(String name) {
    return hider.name(name, "log");
  }

  /// Cleans a member of the log, such as `pages`.
  Json header(String name, Json value) {
    return scanned(value(name, value, name, null));
  }

  private Json.Obj object(Json.Obj object, String place, HarEntry entry) {
    var members = new ArrayList<Json.Member>(object.members().size());
    for (Json.Member member : object.members()) {
      String name = hider.name(member.name(), place.isEmpty() ? "entry" : place);
      String inner = (place.isEmpty() ? "" : place + ".") + UrlCleaner.shown(name);
      members.add(new Json.Member(name, member(member, inner, object, entry)));
    }
    return new Json.Obj(members);
  }

  private Json member(Json.Member member, String place, Json.Obj parent, HarEntry entry) {
    return switch (member.name()) {
      case "headers" -> each(member.value(), place, o -> field(o, place));
      case "cookies" -> each(member.value(), place, o -> cookie(o, place));
      case "queryString" -> each(member.value(), place, o -> pair(o, place, "query", Reason.QUERY));
      case "params" -> each(member.value(), place, o -> pair(o, place, "form", Reason.FORM));
      case "text" -> body(member.value(), parent, place);
      case "data" -> message(member.value(), place);
      case "_fivetwenty" ->
          entry == null ? value("", member.value(), place, null) : evidence.clean(member.value(), entry);
      default -> value(member.name(), member.value(), place, entry);
    };
  }

  /// Cleans the objects of a list; whatever else stands there is hidden.
  private Json each(Json list, String place, UnaryOperator<Json.Obj> change) {
    if (!(list instanceof Json.Arr values)) return value("", list, place, null);
    return values.map(
        v -> v instanceof Json.Obj object ? change.apply(object) : value("", v, place, null));
  }

  /// The rest of such an object is walked like any other; so is what a later member of the same name
  /// replaces.
  private Json.Obj rest(Json.Obj object, String place) {
    Json name = object.get("name").orElse(null);
    Json value = object.get("value").orElse(null);
    var members = new ArrayList<Json.Member>();
    for (Json.Member member : object.members()) {
      boolean text = member.value() instanceof Json.Text(String _, long dropped) && dropped == 0;
      Json counted = member.name().equals("name") ? name : member.name().equals("value") ? value : null;
      boolean ready = text && member.value() == counted;
      members.add(ready ? member : walked(member, place));
    }
    return new Json.Obj(members);
  }

  private Json.Member walked(Json.Member member, String place) {
    Json value = value(member.name(), member.value(), place, null);
    return new Json.Member(hider.name(member.name(), place), value);
  }

  private Json.Obj field(Json.Obj field, String place) {
    String name = field.text("name");
    Json.Obj clean = rest(field, place);
    if (isText(clean, "name")) clean = clean.with("name", Json.of(hider.name(name, place)));
    if (!isText(clean, "value")) return clean;
    return clean.with("value", Json.of(fields.clean(name, clean.text("value"), place)));
  }

  private Json.Obj cookie(Json.Obj cookie, String place) {
    Json.Obj clean = nameless(rest(cookie, place), place, Reason.COOKIE);
    return isText(clean, "name") || isText(clean, "value") ? fields.cookie(clean, place) : clean;
  }

  private Json.Obj pair(Json.Obj pair, String place, String kind, Reason reason) {
    String name = pair.text("name");
    Json.Obj clean = nameless(rest(pair, place), place, reason);
    if (isText(clean, "name")) clean = clean.with("name", Json.of(hider.name(clean.text("name"), place)));
    if (!isText(clean, "value") || hider.keeps(kind, name)) return clean;
    String inner = place + "." + UrlCleaner.shown(name);
    return clean.with("value", Json.of(hider.hide(clean.text("value"), inner, reason)));
  }

  /// Of what stands without an equals sign, as `?4711`, some writers make a name without a value.
  private Json.Obj nameless(Json.Obj pair, String place, Reason reason) {
    boolean alone = isText(pair, "name") && pair.text("value").isEmpty();
    return alone ? pair.with("name", Json.of(hider.hide(pair.text("name"), place, reason))) : pair;
  }

  private static boolean isText(Json.Obj object, String name) {
    return object.get(name).filter(Json.Text.class::isInstance).isPresent();
  }

  private Json body(Json value, Json.Obj parent, String place) {
    if (!(value instanceof Json.Text text)) return value("", value, place, null);
    boolean base64 = parent.text("encoding").equalsIgnoreCase("base64");
    String type = base64 ? "" : parent.text("mimeType");
    return base64
        ? hider.hide(text, place, Reason.CONTENT)
        : bodies.clean(text, type, place, Reason.CONTENT);
  }

  private Json message(Json value, String place) {
    if (!(value instanceof Json.Text text)) return value("", value, place, null);
    return bodies.clean(text, "", place, Reason.MESSAGE);
  }

  /// Cleans a value by the name of its member; in lists by the name of the list's.
  private Json value(String name, Json value, String place, HarEntry entry) {
    return switch (value) {
      case Json.Word word -> word;
      case Json.Num number -> isKept(name, place) ? number : Json.of(
          hider.hide(number.digits(), place, Reason.TEXT));
      case Json.Text text -> text(name, text, place);
      case Json.Arr list -> list.map(v -> value(name, v, place, entry));
      case Json.Obj object ->
          Harmless.isObject(name) ? object(object, place, entry) : unknown(object, place);
    };
  }

  /// Hides all text and numbers of an object that nobody knows.
  private Json unknown(Json.Obj object, String place) {
    return new Json.Obj(
        object.members().stream()
            .map(m -> new Json.Member(hider.name(m.name(), place), value("", m.value(), place, null)))
            .toList());
  }

  /// Timings are numbers only, whatever a writer adds to them.
  private static boolean isKept(String name, String place) {
    return Harmless.isNumber(name) || place.startsWith("timings.") || Harmless.isText(name);
  }

  private Json text(String name, Json.Text text, String place) {
    String value = text.value();
    if (text.dropped() > 0) return hider.hide(text, place, Reason.TEXT);
    boolean url =
        name.equals("url") || name.equals("redirectURL")
            || value.startsWith("http://") || value.startsWith("https://");
    if (url && value.chars().noneMatch(Character::isISOControl)) {
      return Json.of(urls.clean(value, place));
    }
    if (Harmless.isAddress(name)) return Json.of(hider.network(value.replaceAll("[\\[\\]]", ""), place));
    if (name.equals("mimeType")) return Json.of(mediaType(value, place));
    boolean harmless =
        Harmless.isText(name) && Harmless.isPlain(value)
            || Harmless.isNumber(name) && value.matches("-?[0-9.]{1,12}");
    return harmless ? text : hider.hide(text, place, Reason.TEXT);
  }

  /// The boundary of a multipart type is random.
  private String mediaType(String type, String place) {
    int parameters = type.indexOf(';');
    String rest = parameters < 0 ? "" : type.substring(parameters);
    boolean plain = Harmless.isPlain(type) && !rest.contains("boundary");
    if (plain) return type;
    String bare = parameters < 0 ? type : type.substring(0, parameters);
    if (!Harmless.isPlain(bare)) return hider.hide(type, place, Reason.TEXT);
    return Tokens.isInFile(rest.substring(1)) ? type
        : bare + ";" + hider.hide(rest.substring(1), place, Reason.TEXT);
  }

  /// The net behind the list: what has the form of a known secret goes, wherever it was left.
  private Json scanned(Json tree) {
    return switch (tree) {
      case Json.Text(String value, long _) ->
          Forms.of(value).isEmpty() ? tree : Json.of(
              Forms.without(value, hit -> hider.hide(hit, "anywhere", Reason.FORM_OF_SECRET)));
      case Json.Arr list -> list.map(this::scanned);
      case Json.Obj(List<Json.Member> members) ->
          new Json.Obj(
              members.stream()
                  .map(m -> new Json.Member(m.name(), inner(m)))
                  .toList());
      default -> tree;
    };
  }

  /// Covered bytes are checked by the judge, and base64 takes any form by chance.
  private Json inner(Json.Member member) {
    return member.name().endsWith("Base64") ? member.value() : scanned(member.value());
  }
}
