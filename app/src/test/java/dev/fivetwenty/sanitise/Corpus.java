package dev.fivetwenty.sanitise;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/// The messages in `corpus/wire`, an octet a character.
final class Corpus {

  private static final Path FOLDER = Path.of("../corpus/wire");

  static List<String> replies() throws IOException {
    List<String> all = cases(false);
    for (String line : Files.readAllLines(FOLDER.resolve("responses.jsonl"))) {
      String bytes = JsonMapper.shared().readTree(line).get("bytes_base64").asString();
      all.add(new String(Base64.getDecoder().decode(bytes), ISO_8859_1));
    }
    return all;
  }

  static List<String> requests() throws IOException {
    return cases(true);
  }

  private static List<String> cases(boolean ofRequests) throws IOException {
    var all = new ArrayList<String>();
    try (var files = Files.list(FOLDER)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".case")).sorted().toList()) {
        boolean isRequest = Files.readString(file).contains("\nreads: request");
        if (isRequest == ofRequests) all.add(bytes(file));
      }
    }
    return all;
  }

  private static String bytes(Path file) throws IOException {
    var bytes = new StringBuilder();
    for (String line : Files.readAllLines(file)) {
      if (!line.startsWith(">")) continue;
      int space = line.indexOf(' ');
      int times = space == 1 ? 1 : Integer.parseInt(line.substring(2, space));
      bytes.append(unescaped(line.substring(space + 1)).repeat(times));
    }
    return bytes.toString();
  }

  static String unescaped(String text) {
    String plain =
        text.replace("\\r", "\r").replace("\\n", "\n").replace("\\t", "\t").replace("\\0", "\0");
    return Pattern.compile("\\\\(?:x|u00)(..)").matcher(plain)
        .replaceAll(m -> Matcher.quoteReplacement("" + (char) Integer.parseInt(m.group(1), 16)));
  }

  private Corpus() {}
}
