package dev.fivetwenty.cli.option;

import dev.fivetwenty.cli.UsageProblem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.CommandLineParser;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;

/// The options of a command, defined by their own help text.
///
/// A line that begins with a dash defines an option: its names, separated by commas, then a word in
/// capitals when it takes a value, then two spaces and what it does. The last name is the one that
/// [Values] knows. Words are read as curl and getopt read them: `-vso FILE`, `-XPOST`,
/// `--name=value`, `--` ends the options.
public final class OptionTable {

  private final String help;
  private final Options options = new Options();
  private final Map<Option, String> names = new HashMap<>();

  /// @param help   shown to people; defines options
  /// @param hidden defines options that are not worth showing
  public OptionTable(String help, String hidden) {
    this.help = help;
    define(help);
    define(hidden);
  }

  public String help() {
    return help;
  }

  /// Examples stand before the usage line, and may go on in a line that begins with an option.
  private void define(String text) {
    String list = text.substring(Math.max(0, text.indexOf("Usage:")));
    for (String line : list.split("\n")) {
      String entry = line.strip();
      if (entry.startsWith("-")) defineLine(entry);
    }
  }

  private void defineLine(String line) {
    int gap = line.indexOf("  ");
    String[] words = (gap < 0 ? line : line.substring(0, gap)).split(",? ");
    boolean takesValue = !words[words.length - 1].startsWith("-");
    int count = takesValue ? words.length - 1 : words.length;
    for (int i = 0; i < count; i++) {
      String bare = words[i].substring(words[i].startsWith("--") ? 2 : 1);
      boolean isLong = words[i].startsWith("--");
      var option = new Option(isLong ? null : bare, isLong ? bare : null, takesValue, null);
      options.addOption(option);
      names.put(option, words[count - 1]);
    }
  }

  /// Reads a command line from its second word on.
  ///
  /// @throws UsageProblem for an option that is not there, or has a value too many or too few
  public Values read(String... args) {
    try {
      CommandLine line =
          parser().parse(options, List.of(args).subList(1, args.length).toArray(new String[0]));
      var values = new Values(line.getArgList());
      for (Option option : line.getOptions()) {
        values.add(names.get(option), option.getValue(""));
      }
      return values;
    } catch (UnrecognizedOptionException unknown) {
      throw unknown(unknown.getOption());
    } catch (MissingArgumentException missing) {
      throw new UsageProblem(shown(missing.getOption()) + " wants a value");
    } catch (ParseException other) {
      throw new UsageProblem(other.getMessage());
    }
  }

  /// Returns a new one each time: a parser keeps the line at hand in itself.
  private static CommandLineParser parser() {
    return DefaultParser.builder()
        .setAllowPartialMatching(false)
        .setStripLeadingAndTrailingQuotes(false)
        .get();
  }

  private UsageProblem unknown(String word) {
    String name = word.replaceFirst("=.*", "");
    if (options.hasLongOption(name.replaceFirst("^--", ""))) {
      return new UsageProblem(name + " takes no value: " + word);
    }
    var known = names.keySet().stream().filter(Option::hasLongOpt).map(OptionTable::shown);
    return Names.unknown("option", name, known, "--help shows them");
  }

  private static String shown(Option option) {
    return option.hasLongOpt() ? "--" + option.getLongOpt() : "-" + option.getOpt();
  }

  /// What a command line says.
  public static final class Values {

    private record Given(String name, String value) {}

    private final List<Given> given = new ArrayList<>();
    private final List<String> words;

    private Values(List<String> words) {
      this.words = words;
    }

    private void add(String name, String value) {
      given.add(new Given(name, value));
    }

    public boolean has(String name) {
      return last(name, null) != null;
    }

    /// Returns the last value of an option, else `otherwise`.
    public String last(String name, String otherwise) {
      String last = otherwise;
      for (Given one : given) {
        if (one.name.equals(name)) last = one.value;
      }
      return last;
    }

    public List<String> all(String name) {
      return given.stream().filter(g -> g.name.equals(name)).map(Given::value).toList();
    }

    /// Returns `name` and value, in order, of all options with one of those names.
    public List<Map.Entry<String, String>> inOrder(String... names) {
      List<String> wanted = List.of(names);
      return given.stream().filter(g -> wanted.contains(g.name))
          .map(g -> Map.entry(g.name, g.value)).toList();
    }

    /// Returns the words that are no options.
    public List<String> words() {
      return words;
    }

    /// Returns the only word.
    ///
    /// @param what it is, for whoever forgot it
    public String word(String what) {
      if (words.isEmpty()) throw new UsageProblem("which " + what + "? (--help shows how)");
      return optionalWord();
    }

    /// Returns the only word, or null when there is none.
    public String optionalWord() {
      if (words.size() > 1) throw new UsageProblem("one word too many: " + words.get(1));
      return words.isEmpty() ? null : words.getFirst();
    }
  }
}
