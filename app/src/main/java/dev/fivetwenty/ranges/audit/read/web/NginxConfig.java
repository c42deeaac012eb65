package dev.fivetwenty.ranges.audit.read.web;

import dev.fivetwenty.ranges.audit.read.UnreadableFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The directives of an nginx configuration, as a tree.
///
/// @param words  name and parameters
/// @param file   where it stands, which `nginx -T` says
/// @param block  what is in its braces; empty for a directive that has none
record NginxConfig(List<String> words, String file, int line, Optional<List<NginxConfig>> block) {

  String name() {
    return words.getFirst();
  }

  List<NginxConfig> children() {
    return block.orElse(List.of());
  }

  String text() {
    return String.join(" ", words);
  }

  static List<NginxConfig> parse(String name, String text) {
    try {
      return new Parser(name, text).block(0);
    } catch (UnreadableFilter problem) {
      throw new UnreadableFilter(name + ": " + problem.getMessage());
    }
  }

  /// Reads characters one by one; comments and quotes as nginx does.
  private static final class Parser {

    /// Deeper than any configuration, and far from the end of the stack.
    private static final int MAX_DEPTH = 50;

    private final String text;
    private String file;
    private int at;
    private int line = 1;

    Parser(String file, String text) {
      this.file = file;
      this.text = text;
    }

    List<NginxConfig> block(int depth) {
      if (depth > MAX_DEPTH) throw new UnreadableFilter("line " + line + ": blocks are nested too deeply");
      var directives = new ArrayList<NginxConfig>();
      var words = new ArrayList<String>();
      int began = line;
      while (at < text.length()) {
        char c = text.charAt(at);
        if (c == '\n') line++;
        if (Character.isWhitespace(c)) {
          at++;
          continue;
        }
        if (words.isEmpty()) began = line;
        switch (c) {
          case '#' -> comment();
          case ';' -> {
            at++;
            if (!words.isEmpty()) directives.add(new NginxConfig(List.copyOf(words), file, began,
                Optional.empty()));
            words.clear();
          }
          case '{' -> {
            at++;
            String here = file;
            var content = block(depth + 1);
            if (words.isEmpty()) throw new UnreadableFilter("line " + began + ": a block without a name");
            directives.add(new NginxConfig(List.copyOf(words), here, began, Optional.of(content)));
            words.clear();
          }
          case '}' -> {
            at++;
            if (depth == 0) throw new UnreadableFilter("line " + line + ": a brace too many");
            return directives;
          }
          default -> words.add(word());
        }
      }
      if (depth > 0 || !words.isEmpty()) throw new UnreadableFilter("the file ends within a directive or block");
      return directives;
    }

    /// `nginx -T` writes the name of each file in a comment, and counts lines from there.
    private void comment() {
      int end = text.indexOf('\n', at);
      String comment = text.substring(at, end < 0 ? text.length() : end);
      at += comment.length();
      String mark = "# configuration file ";
      if (!comment.startsWith(mark) || !comment.endsWith(":")) return;
      file = comment.substring(mark.length(), comment.length() - 1);
      line = 0;
    }

    private String word() {
      char quote = text.charAt(at);
      boolean quoted = quote == '"' || quote == '\'';
      var word = new StringBuilder();
      if (quoted) at++;
      while (at < text.length()) {
        char c = text.charAt(at);
        if (quoted ? c == quote : Character.isWhitespace(c) || c == ';' || c == '{' && !dollar(word)) break;
        if (c == '\n') line++;
        if (c == '\\' && at + 1 < text.length()) word.append(text.charAt(at++));
        word.append(text.charAt(at++));
      }
      if (quoted) at++;
      return word.toString();
    }

    /// `${name}` is no block.
    private static boolean dollar(StringBuilder word) {
      return !word.isEmpty() && word.charAt(word.length() - 1) == '$';
    }
  }
}
