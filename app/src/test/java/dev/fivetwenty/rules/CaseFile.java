package dev.fivetwenty.rules;

import dev.fivetwenty.rules.request.Part;
import dev.fivetwenty.rules.value.AddressBlock;
import dev.fivetwenty.rules.value.AddressTrie;
import dev.fivetwenty.rules.value.NamedList;
import dev.fivetwenty.rules.value.NumberSet;
import dev.fivetwenty.rules.value.TextSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Reads files of cases: requests, expressions, and whether they hold.
final class CaseFile {

  static final Path FOLDER = Path.of("../corpus/rules");

  /// What `$name` stands for in all cases.
  static final Lists LISTS =
      new Lists(
          Map.of(
              "office", addresses("192.0.2.0/24", "198.51.100.4"),
              "crawlers", addresses("2001:db8::/32", "203.0.113.0/24"),
              "methods", new NamedList.Texts(new TextSet(Stream.of("PUT", "DELETE").map(CaseFile::octets).toList())),
              "errors", new NamedList.Numbers(new NumberSet(List.of(new NumberSet.Range(500, 599))))));

  record Case(String file, int line, Supplier<SampleRequest> request, boolean holds, String expression) {
    @Override
    public String toString() {
      return file + ":" + line + " " + expression;
    }
  }

  static List<Case> all() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      var cases = new ArrayList<Case>();
      for (Path file : files.filter(f -> f.toString().endsWith(".cases")).sorted().toList()) {
        cases.addAll(read(file));
      }
      return cases;
    }
  }

  private static List<Case> read(Path file) throws IOException {
    var cases = new ArrayList<Case>();
    var request = new ArrayList<String>();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      if (line.startsWith("## ")) request.clear();
      if (line.isBlank() || line.startsWith("#")) continue;
      if (line.startsWith("> ")) {
        request.add(line.substring(2));
        continue;
      }
      String[] words = line.split(" +", 2);
      if (!words[0].matches("true|false")) throw new IllegalStateException(file + ":" + number + ": " + line);
      List<String> lines = List.copyOf(request);
      cases.add(
          new Case(file.getFileName().toString(), number, () -> request(lines), words[0].equals("true"), words[1]));
    }
    return cases;
  }

  private static SampleRequest request(List<String> lines) {
    String[] first = lines.getFirst().split(" ", 2);
    SampleRequest request = SampleRequest.get(first[1]).part(Part.METHOD, first[0]);
    for (String line : lines.subList(1, lines.size())) {
      if (line.startsWith("response ")) response(request, line.substring(9));
      else if (line.startsWith("from ")) request.from(line.equals("from none") ? null : line.substring(5));
      else if (line.startsWith("at ")) request.at(Long.parseLong(line.substring(3)));
      else if (line.startsWith("status ")) request.answered(Integer.parseInt(line.substring(7)));
      else if (line.startsWith("origin after ")) request.originAfter(Long.parseLong(line.substring(13)));
      else if (line.startsWith("seed ")) request.part(Part.RANDOM_SEED, line.substring(5));
      else if (line.startsWith("error ")) request.part(Part.ERROR_TYPE, line.substring(6));
      else if (line.startsWith("without ")) request.without(Part.valueOf(line.substring(8)));
      else request.field(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 1).strip());
    }
    return request;
  }

  private static void response(SampleRequest request, String line) {
    request.responseField(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 1).strip());
  }

  private static NamedList addresses(String... blocks) {
    var trie = new AddressTrie.Builder();
    for (String block : blocks) trie.add(AddressBlock.parse(block).orElseThrow(), 0);
    return new NamedList.Addresses(trie.build());
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private CaseFile() {}
}
