package dev.fivetwenty.remedy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Reads the Markdown of a cause's page: exactly the form that `CONTRIBUTING.md` describes, no
/// more. Anything else is refused with the line that was expected.
final class PageReader {

  private static final String TABLE = "| RFC 9209 | HAProxy | Envoy | nginx log | Cloudflare |";
  private static final String RULE = "| --- | --- | --- | --- | --- |";
  private static final String FENCE = "```";

  private final List<String> lines;
  private int next;

  private PageReader(String text) {
    this.lines = text.lines().toList();
  }

  static CausePage read(String text) {
    return new PageReader(text).page();
  }

  private CausePage page() {
    String slug = after("# ");
    String sentence = paragraphs(TABLE);
    Translations translations = translations();
    expect("## Symptom");
    String symptom = paragraphs("## Evidence");
    expect("## Evidence");
    String evidence = paragraphs("## Meaning");
    expect("## Meaning");
    String meaning = paragraphs("## What to do");
    expect("## What to do");
    List<Advice> advice = advice();
    expect("## Reproduce");
    List<String> reproduce = shell();
    if (next < lines.size()) throw expected("the end");
    return new CausePage(
        slug, sentence, translations, symptom, evidence, meaning, advice, reproduce);
  }

  private Translations translations() {
    expect(TABLE);
    expect(RULE);
    String[] cells = after("| ").split(" \\|( |$)", -1);
    if (cells.length != 6) throw expected("five cells");
    if (Arrays.stream(cells).limit(5).anyMatch(String::isBlank)) throw expected("no empty cell");
    return new Translations(cells[0], cells[1], cells[2], cells[3], cells[4]);
  }

  private List<Advice> advice() {
    var found = new ArrayList<Advice>();
    while (peek().filter(l -> l.startsWith("- **")).isPresent()) found.add(item());
    if (found.isEmpty() || !found.getFirst().isForEveryone()) {
      throw expected("- **" + Advice.ANY + ":**");
    }
    return found;
  }

  private Advice item() {
    String[] parts = after("- **").split(":\\*\\* ", 2);
    if (parts.length != 2) throw expected("- **stack:** text");
    var text = new StringBuilder(parts[1]);
    while (next < lines.size() && lines.get(next).startsWith("  ")) {
      text.append(' ').append(lines.get(next++).strip());
    }
    return new Advice(parts[0], text.toString());
  }

  private List<String> shell() {
    expect(FENCE + "sh");
    var commands = new ArrayList<String>();
    while (next < lines.size() && !lines.get(next).equals(FENCE)) commands.add(lines.get(next++));
    expect(FENCE);
    if (commands.isEmpty()) throw expected("a command");
    return commands;
  }

  /// Returns the text up to a line, which stays unread; never empty.
  private String paragraphs(String end) {
    var text = new StringBuilder();
    while (next < lines.size() && !lines.get(next).equals(end)) {
      text.append(lines.get(next++)).append('\n');
    }
    if (text.toString().isBlank()) throw expected("text before " + end);
    return text.toString().strip();
  }

  private void expect(String line) {
    if (peek().filter(line::equals).isEmpty()) throw expected(line);
    next++;
  }

  private String after(String prefix) {
    String line = peek().filter(l -> l.startsWith(prefix)).orElseThrow(() -> expected(prefix));
    next++;
    return line.substring(prefix.length());
  }

  /// Skips empty lines.
  private Optional<String> peek() {
    while (next < lines.size() && lines.get(next).isEmpty()) next++;
    return next < lines.size() ? Optional.of(lines.get(next)) : Optional.empty();
  }

  private IllegalStateException expected(String what) {
    return new IllegalStateException(
        lines.stream().findFirst().orElse("") + ": line " + (next + 1) + ": expected " + what);
  }
}
