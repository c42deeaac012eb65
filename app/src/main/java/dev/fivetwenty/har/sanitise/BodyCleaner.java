package dev.fivetwenty.har.sanitise;

import dev.fivetwenty.har.json.Json;
import dev.fivetwenty.har.json.JsonProblem;
import dev.fivetwenty.har.json.JsonReader;
import dev.fivetwenty.har.json.JsonWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Hides the values in content and keeps its structure where it knows it: JSON, forms, multipart, XML.
/// Content of any other kind becomes one token.
final class BodyCleaner {

  /// Larger content is not looked into.
  private static final int MAX_CHARS = 1 << 20;

  /// Text of an element, or the value of an attribute.
  private static final Pattern XML_VALUE = Pattern.compile(">([^<]*)<|=\"([^\"<>]*)\"|='([^'<>]*)'");

  private static final Pattern LINE = Pattern.compile("[^\\r\\n]+");

  /// What a parameter of `Content-Disposition` has, quoted or not.
  private static final Pattern PARAMETER = Pattern.compile("\"([^\"]*)\"|=([^\";]+)");

  private final Hider hider;
  private final UrlCleaner urls;

  BodyCleaner(Hider hider, UrlCleaner urls) {
    this.hider = hider;
    this.urls = urls;
  }

  Json clean(Json.Text content, String mediaType, String place, Reason otherwise) {
    String text = content.value();
    if (content.dropped() > 0 || text.length() > MAX_CHARS) {
      return hider.hide(content, place, otherwise);
    }
    String type = mediaType.toLowerCase(Locale.ROOT);
    if (type.contains("json") || looksLikeJson(text)) return json(content, place, otherwise);
    if (type.contains("x-www-form-urlencoded")) return Json.of(form(text, place));
    if (type.startsWith("multipart/")) return Json.of(multipart(text, place));
    boolean xml = type.contains("xml") && !type.contains("html");
    return xml ? Json.of(xml(text, place)) : hider.hide(content, place, otherwise);
  }

  private static boolean looksLikeJson(String text) {
    return text.startsWith("{") && text.endsWith("}") || text.startsWith("[") && text.endsWith("]");
  }

  private Json json(Json.Text content, String place, Reason otherwise) {
    byte[] bytes = content.value().getBytes(StandardCharsets.UTF_8);
    try (var reader = new JsonReader(new ByteArrayInputStream(bytes), 0)) {
      if (reader.next() == null) return content;
      Json tree = reader.tree();
      boolean whole = reader.next() == null;
      if (whole) return Json.of(JsonWriter.text(values(tree, "", place)));
    } catch (JsonProblem | IOException _) {
      // What is no JSON has no structure that could be kept.
    }
    return hider.hide(content, place, otherwise);
  }

  /// Hides all text and numbers of a tree; names that are words, truth values and null stay.
  private Json values(Json tree, String name, String place) {
    return switch (tree) {
      case Json.Text(String value, long _) ->
          kept(name) ? tree : Json.of(hider.hide(value, place, Reason.JSON));
      case Json.Num(String digits) ->
          kept(name) ? tree : Json.of(hider.hide(digits, place, Reason.JSON));
      case Json.Word word -> word;
      case Json.Arr list -> list.map(part -> values(part, name, place));
      case Json.Obj(List<Json.Member> members) ->
          new Json.Obj(
              members.stream()
                  .map(m -> new Json.Member(
                      hider.name(m.name(), place), values(m.value(), m.name(), place)))
                  .toList());
    };
  }

  private boolean kept(String name) {
    return hider.keeps("json", name);
  }

  private String form(String text, String place) {
    var clean = new StringBuilder(text.length());
    urls.pairs(clean, text, place, "form", Reason.FORM);
    return clean.toString();
  }

  /// Keeps the lines of parts' heads and hides what is between them, RFC 2046 §5.1.1.
  private String multipart(String text, String place) {
    int end = text.indexOf('\n');
    String boundary = end < 0 ? "" : text.substring(0, end).strip();
    if (!boundary.startsWith("--") || boundary.length() < 3) {
      return hider.hide(text, place, Reason.FORM);
    }
    var clean = new StringBuilder();
    String shown = "--" + hider.hide(boundary.substring(2), place, Reason.FORM);
    for (String part : text.split(Pattern.quote(boundary), -1)) {
      if (!clean.isEmpty() || !part.isEmpty()) clean.append(shown);
      clean.append(part(part, place));
    }
    return clean.toString();
  }

  private String part(String part, String place) {
    if (part.isBlank() || part.strip().equals("--")) return part;
    int head = part.indexOf("\r\n\r\n");
    int gap = 4;
    if (head < 0) {
      head = part.indexOf("\n\n");
      gap = 2;
    }
    if (head < 0) return "\r\n" + hider.hide(part.strip(), place, Reason.FORM) + "\r\n";
    int content = head + gap;
    int end = part.endsWith("\r\n") ? part.length() - 2 : part.length();
    String value = part.substring(content, Math.max(content, end));
    return partHead(part.substring(0, head), place) + part.substring(head, content)
        + hider.hide(value, place, Reason.FORM) + part.substring(Math.max(content, end));
  }

  /// Cleans the lines of a part's head: a media type stays, of the disposition the names do, of any
  /// other line its name.
  private String partHead(String head, String place) {
    return LINE.matcher(head)
        .replaceAll(line -> Matcher.quoteReplacement(partLine(line.group(), place)));
  }

  private String partLine(String line, String place) {
    int colon = line.indexOf(':');
    if (colon < 0) return hider.hide(line, place, Reason.FORM);
    String name = line.substring(0, colon);
    String value = line.substring(colon + 1);
    String start = hider.name(name, place) + ":";
    if (name.equalsIgnoreCase("content-disposition")) return start + parameters(value, place);
    int kept = name.equalsIgnoreCase("content-type") ? typeEnd(value) : 0;
    String rest = value.substring(kept).strip();
    return start + value.substring(0, kept) + (kept > 0 ? "" : " ") + hider.hide(rest, place, Reason.FORM);
  }

  /// Returns where a media type ends that has no blank within, with its semicolon; 0 where it has.
  private static int typeEnd(String value) {
    int semicolon = value.indexOf(';');
    String type = semicolon < 0 ? value : value.substring(0, semicolon + 1);
    return Harmless.isPlain(type) && type.strip().indexOf(' ') < 0 ? type.length() : 0;
  }

  private String parameters(String text, String place) {
    return PARAMETER.matcher(text)
        .replaceAll(hit -> {
          boolean quoted = hit.group(1) != null;
          String value = quoted ? hit.group(1) : hit.group(2);
          boolean name = text.startsWith("name=", Math.max(0, hit.start() - 5));
          String shown = name ? hider.name(value, place) : hider.hide(value, place, Reason.FORM);
          return Matcher.quoteReplacement(quoted ? "\"" + shown + "\"" : "=" + shown);
        });
  }

  private String xml(String text, String place) {
    boolean odd = text.contains("<!") || !text.startsWith("<") || !text.stripTrailing().endsWith(">");
    if (odd) return hider.hide(text, place, Reason.CONTENT);
    String clean =
        XML_VALUE.matcher(text)
            .replaceAll(hit -> Matcher.quoteReplacement(xmlValue(hit, place)));
    return isMarkupOnly(clean) ? clean : hider.hide(text, place, Reason.CONTENT);
  }

  private String xmlValue(MatchResult hit, String place) {
    for (int group = 1; group <= 3; group++) {
      String value = hit.group(group);
      if (value == null) continue;
      String shown = value.isBlank() ? value : hider.hide(value, place, Reason.XML);
      String all = hit.group();
      int at = hit.start(group) - hit.start();
      return all.substring(0, at) + shown + all.substring(at + value.length());
    }
    return hit.group();
  }

  /// Returns whether nothing is left but tags with plain names, and tokens.
  private static boolean isMarkupOnly(String xml) {
    String rest = XML_VALUE.matcher(xml).replaceAll("><");
    return rest.chars().allMatch(c -> c < 0x7F && c != '=') && Forms.of(rest).isEmpty() && !hasLongName(rest);
  }

  private static boolean hasLongName(String xml) {
    for (String word : xml.split("[<>/\\s=?\"]+")) {
      if (!Harmless.isName(word)) return true;
    }
    return false;
  }
}
