package dev.fivetwenty.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The options of a command, defined by their own help text.
///
/// A line that begins with a dash defines an option: its names, separated by commas, then a word in capitals when
/// it takes a value, then two spaces and what it does. Words are read as curl and getopt read them: `-vso FILE`,
/// `-XPOST`, `--name=value`, `--` ends the options.
///
/// Home-made, because a start takes 300 ms longer with picocli: its classes have the format of Java 5, which
/// the JVM's start-up cache cannot hold.
final class OptionTable {

  private record Entry(String name, boolean takesValue) {}

  private final String help;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /// @param help   shown to people; defines options
  /// @param hidden defines options that are not worth showing
  OptionTable(String help, String hidden) {
    this.help = help;
    define(help);
    define(hidden);
  }

  String help() {
    return help;
  }

  private void define(String text) {
    for (String line : text.split("\n")) {
      String entry = line.strip();
      if (entry.startsWith("-")) defineLine(entry);
    }
  }

  private void defineLine(String line) {
    int gap = line.indexOf("  ");
    String[] words = (gap < 0 ? line : line.substring(0, gap)).split(",? ");
    boolean takesValue = !words[words.length - 1].startsWith("-");
    int names = takesValue ? words.length - 1 : words.length;
    var entry = new Entry(words[names - 1], takesValue);
    for (int i = 0; i < names; i++) entries.put(words[i], entry);
  }

  /// Reads a command line from its second word on.
  ///
  /// @throws UsageProblem for an option that is not there, or has a value too many or too few
  Values read(String... args) {
    var values = new Values();
    boolean options = true;
    for (int i = 1; i < args.length; i++) {
      String word = args[i];
      if (!options || word.equals("-") || !word.startsWith("-")) {
        values.words.add(word);
      } else if (word.equals("--")) {
        options = false;
      } else if (word.startsWith("--")) {
        i += readLong(word, i + 1 < args.length ? args[i + 1] : null, values);
      } else {
        i += readShort(word, i + 1 < args.length ? args[i + 1] : null, values);
      }
    }
    return values;
  }

  /// Returns how many of the words that follow were used.
  private int readLong(String word, String next, Values values) {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    Entry entry = entry(name);
    if (!entry.takesValue) {
      if (equals >= 0) throw new UsageProblem(name + " takes no value: " + word);
      values.add(entry.name, "");
      return 0;
    }
    if (equals >= 0) {
      values.add(entry.name, word.substring(equals + 1));
      return 0;
    }
    values.add(entry.name, value(name, next));
    return 1;
  }

  private int readShort(String word, String next, Values values) {
    for (int i = 1; i < word.length(); i++) {
      String name = "-" + word.charAt(i);
      Entry entry = entry(name);
      if (!entry.takesValue) {
        values.add(entry.name, "");
        continue;
      }
      boolean attached = i + 1 < word.length();
      values.add(entry.name, attached ? word.substring(i + 1) : value(name, next));
      return attached ? 0 : 1;
    }
    return 0;
  }

  private static String value(String name, String next) {
    if (next == null) throw new UsageProblem(name + " wants a value");
    return next;
  }

  private Entry entry(String name) {
    Entry entry = entries.get(name);
    if (entry != null) return entry;
    Stream<String> names = entries.keySet().stream().filter(n -> n.startsWith("--"));
    throw Names.unknown("option", name, names, "--help shows them");
  }

  /// What a command line says.
  static final class Values {

    private record Given(String name, String value) {}

    private final List<Given> given = new ArrayList<>();
    private final List<String> words = new ArrayList<>();

    private void add(String name, String value) {
      given.add(new Given(name, value));
    }

    boolean has(String name) {
      return last(name, null) != null;
    }

    /// Returns the last value of an option, else `otherwise`.
    String last(String name, String otherwise) {
      String last = otherwise;
      for (Given one : given) {
        if (one.name.equals(name)) last = one.value;
      }
      return last;
    }

    List<String> all(String name) {
      return given.stream().filter(g -> g.name.equals(name)).map(Given::value).toList();
    }

    /// Returns `name` and value, in order, of all options with one of those names.
    List<Map.Entry<String, String>> inOrder(String... names) {
      List<String> wanted = List.of(names);
      return given.stream().filter(g -> wanted.contains(g.name)).map(g -> Map.entry(g.name, g.value)).toList();
    }

    /// Returns the words that are no options.
    List<String> words() {
      return words;
    }

    /// Returns the only word.
    ///
    /// @param what it is, for whoever forgot it
    String word(String what) {
      if (words.isEmpty()) throw new UsageProblem("which " + what + "? (--help shows how)");
      return optionalWord();
    }

    /// Returns the only word, or null when there is none.
    String optionalWord() {
      if (words.size() > 1) throw new UsageProblem("one word too many: " + words.get(1));
      return words.isEmpty() ? null : words.getFirst();
    }
  }
}
