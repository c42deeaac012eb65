package dev.fivetwenty.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// One file of `corpus/wire` or `corpus/request`: bytes, and what must be said about them.
///
/// ```text
/// # What misbehaves like this, in a sentence.
/// method: HEAD               request method, GET when omitted
/// profile: strict            classic when omitted
/// tolerates: hdr-no-colon    rules that an operator made glitches
/// ending: silence            fin when omitted
/// upgrade: KEY               the request asked for WebSocket with this key; `yes`: for anything
/// known from: …              requests: where the shape, or the client that sends it, was met
/// edge removes: A, B         requests: fields that must not reach an origin
/// edge keeps: A, B           requests: fields that must reach an origin, whoever wrote them
/// > HTTP/1.1 200 OK\r\n      bytes; \r \n \t \\ \0 and \xHH are escapes
/// >*3 abc                    the same, repeated
/// = sl-tab at byte 8 …       one line for each violation, then how it ended
/// ```
record CaseFile(
    Path path, List<String> head, Map<String, String> settings, byte[] bytes, List<String> says) {

  static final Path RESPONSES = Path.of("..", "corpus", "wire");
  static final Path REQUESTS = Path.of("..", "corpus", "request");

  static List<CaseFile> all(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> cases =
          files.filter(f -> f.toString().endsWith(".case")).sorted().toList();
      var read = new ArrayList<CaseFile>();
      for (Path path : cases) read.add(read(path));
      return read;
    }
  }

  static CaseFile read(Path path) throws IOException {
    var head = new ArrayList<String>();
    var settings = new HashMap<String, String>();
    var bytes = new ByteArrayOutputStream();
    var says = new ArrayList<String>();
    for (String line : Files.readAllLines(path, UTF_8)) {
      if (line.startsWith("= ")) {
        says.add(line.substring(2));
        continue;
      }
      head.add(line);
      if (line.startsWith(">*")) {
        int space = line.indexOf(' ');
        int times = Integer.parseInt(line.substring(2, space));
        for (int i = 0; i < times; i++) bytes.writeBytes(unescaped(line.substring(space + 1)));
      } else if (line.startsWith("> ")) {
        bytes.writeBytes(unescaped(line.substring(2)));
      } else if (!line.startsWith("#") && !line.isEmpty()) {
        String[] setting = line.split(": ", 2);
        settings.put(setting[0], setting[1]);
      }
    }
    return new CaseFile(path, head, settings, bytes.toByteArray(), says);
  }

  /// Writes the file again with other expectations; who does that reads the difference.
  void rewrite(List<String> newSays) throws IOException {
    var lines = new ArrayList<>(head);
    newSays.forEach(say -> lines.add("= " + say));
    Files.write(path, lines, UTF_8);
  }

  String name() {
    return path.getFileName().toString().replace(".case", "");
  }

  boolean isRequest() {
    return path.startsWith(REQUESTS);
  }

  /// Returns the members of a setting that is a list.
  List<String> names(String setting) {
    String value = settings.getOrDefault(setting, "");
    return value.isEmpty() ? List.of() : List.of(value.split(", "));
  }

  Ending ending() {
    return Ending.valueOf(settings.getOrDefault("ending", "fin").toUpperCase().replace('-', '_'));
  }

  Request request() {
    String method = settings.getOrDefault("method", "GET");
    String upgrade = settings.get("upgrade");
    if (upgrade == null) return Request.of(method);
    return new Request(method, true, upgrade.equals("yes") ? "" : upgrade);
  }

  Profile profile() {
    Profile named = Profile.named(settings.getOrDefault("profile", "classic")).orElseThrow();
    List<String> tolerated = names("tolerates");
    if (tolerated.isEmpty()) return named;
    var changed = new EnumMap<Rule, Decision>(Rule.class);
    for (String slug : tolerated) changed.put(rule(slug), Decision.GLITCH);
    return named.derive("lenient", named.limits(), named.timeouts(), changed);
  }

  List<String> read(List<byte[]> parts) {
    return isRequest()
        ? Reading.request(profile().limits(), parts)
        : Reading.says(Reading.response(profile(), request(), 0, parts, ending()));
  }

  static Rule rule(String slug) {
    return Stream.of(Rule.values()).filter(r -> r.slug().equals(slug)).findFirst().orElseThrow();
  }

  private static byte[] unescaped(String text) {
    var bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\') {
        bytes.writeBytes(String.valueOf(c).getBytes(ISO_8859_1));
        continue;
      }
      char escape = text.charAt(++i);
      switch (escape) {
        case 'r' -> bytes.write('\r');
        case 'n' -> bytes.write('\n');
        case 't' -> bytes.write('\t');
        case '0' -> bytes.write(0);
        case '\\' -> bytes.write('\\');
        case 'x' -> {
          bytes.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
          i += 2;
        }
        default -> throw new IllegalArgumentException("unknown escape \\" + escape);
      }
    }
    return bytes.toByteArray();
  }
}
