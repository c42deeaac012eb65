package dev.fivetwenty.cli;

import dev.fivetwenty.cli.option.Names;
import dev.fivetwenty.cli.render.Tool;
import dev.fivetwenty.cli.report.FailureJson;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.cli.terminal.Problems;
import dev.fivetwenty.config.node.InvalidConfiguration;
import dev.fivetwenty.incident.StoreProblem;
import dev.fivetwenty.origin.ConfigurationProblem;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Chooses the command, runs it, and turns whatever happens into one line and an exit code.
///
/// Only the chosen command is loaded: most of the time of a short command is loading classes.
public final class Main {

  /// The first words of commands that always have two.
  private static final Set<String> OF_TWO_WORDS = Set.of("har", "rules", "watch");

  private final Console console;
  private final Function<String, Optional<Command>> commands;

  public Main(Console console) {
    this(console, Commands::named);
  }

  Main(Console console, Function<String, Optional<Command>> commands) {
    this.console = console;
    this.commands = commands;
  }

  /// Runs and ends the process.
  public static void main(String[] args) {
    int code = new Main(Console.ofProcess()).run(args);
    System.exit(code);
  }

  /// Runs one command line and returns its exit code. Nothing is thrown.
  public int run(String... args) {
    int code = answer(args);
    Optional<IOException> lost = console.lost();
    if (lost.isEmpty()) return code;
    console.err().println(
        "fivetwenty: cannot write to standard output: " + Problems.text(lost.get()));
    console.err().flush();
    return Exit.USAGE;
  }

  private int answer(String... args) {
    try {
      return dispatch(args);
    } catch (InvalidConfiguration invalid) {
      return list(invalid, args);
    } catch (UsageProblem | ConfigurationProblem problem) {
      return complain(Exit.USAGE, problem.getMessage(), args);
    } catch (StoreProblem | Untold problem) {
      return complain(Exit.COULD_NOT_TELL, problem.getMessage(), args);
    } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError defect) {
      return confess(defect, args);
    } finally {
      console.out().flush();
      console.err().flush();
    }
  }

  private int dispatch(String[] args) throws Exception {
    if (args.length == 0) {
      console.err().print(Commands.HELP);
      return Exit.USAGE;
    }
    return switch (args[0]) {
      case "--version", "-V" -> {
        console.out().println("fivetwenty " + Tool.VERSION);
        yield Exit.OK;
      }
      case "--help", "-h", "help" -> help(args);
      default -> runCommand(args);
    };
  }

  private int help(String[] args) throws Exception {
    if (args.length > 1) {
      String[] words = Arrays.copyOfRange(args, 1, args.length + 1);
      words[args.length - 1] = "--help";
      return runCommand(words);
    }
    console.out().print(Commands.HELP);
    return Exit.OK;
  }

  /// Some commands have two words.
  private int runCommand(String... words) throws Exception {
    boolean two =
        words.length > 1 && !words[1].startsWith("-")
            && (OF_TWO_WORDS.contains(words[0])
                || Commands.NAMES.contains(words[0] + " " + words[1]));
    String name = two ? words[0] + " " + words[1] : words[0];
    String[] args = two ? Arrays.copyOfRange(words, 1, words.length) : words;
    Command command = commands.apply(name).orElseThrow(() -> unknown(name));
    // Help is shown whatever else is on the line, right or wrong.
    for (String word : args) {
      if (word.equals("--help") || word.equals("-h")) {
        console.out().print(command.options().help());
        return Exit.OK;
      }
    }
    return command.run(command.options().read(args), console);
  }

  private static UsageProblem unknown(String name) {
    return Names.unknown("command", name, Commands.NAMES.stream(), "fivetwenty --help");
  }

  private int complain(int code, String message, String[] args) {
    document(code, message, args);
    console.err().println("fivetwenty: " + message);
    return code;
  }

  private int list(InvalidConfiguration invalid, String[] args) {
    console.out().flush();
    console.err().println(invalid.getMessage());
    int count = invalid.count();
    String problems = count == 1 ? "a problem" : count + " problems";
    return complain(Exit.USAGE, "the configuration has " + problems, args);
  }

  /// Whoever asked for JSON gets a document, whatever happens: no command fails after its own.
  private void document(int code, String message, String[] args) {
    if (Arrays.asList(args).contains("--json")) {
      FailureJson.of(code, message).print(console.out());
    }
    console.out().flush();
  }

  private int confess(Throwable defect, String[] args) {
    document(Exit.DEFECT, defect.toString(), args);
    if (console.environment().containsKey("FIVETWENTY_TRACE")) {
      defect.printStackTrace(console.err());
    }
    var frame = Arrays.stream(defect.getStackTrace()).findFirst().map(f -> " at " + f).orElse("");
    console.err().println(
        "fivetwenty: a defect of its own, please report it: " + defect + frame
            + " (FIVETWENTY_TRACE=1 shows all)");
    return Exit.DEFECT;
  }
}
