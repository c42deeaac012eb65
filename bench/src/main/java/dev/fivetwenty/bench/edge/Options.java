package dev.fivetwenty.bench.edge;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What was asked for on the command line.
///
/// @param with    contenders by name
/// @param time    of each measurement; a round has two for each contender
/// @param warming the most that a contender may take to come to rest, at each of the two loads
/// @param out     folder for the results, null to write none
/// @param profile whether to sample the edge in place of comparing it
/// @param flags   more options for the JVM of the edge
record Options(
    List<Row> rows,
    Set<String> with,
    int rounds,
    Duration time,
    Duration warming,
    Path out,
    boolean profile,
    String flags) {

  static final String USAGE =
      """
      usage: ./dev bench edge [OPTION...]
        --rows R,R…       only these rows: %s
        --with C,C…       contenders: edge, edge-io_uring, edge-no-recorder, edge-copies, nginx, haproxy,
                          haproxy-retrying, haproxy-tcp, direct
                          (edge,nginx,haproxy)
        --rounds N        interleaved rounds (7)
        --time SECONDS    of each measurement, two per contender and round (2)
        --warm SECONDS    at most, to bring each contender to rest as fast as it answers, and again at the offered load (180)
        --quick           three rows, three short rounds
        --out [FOLDER]    write the tables and a plot there (bench/results)
        --profile         sample the edge in the first row and print where its time goes
        --edge-flags F    more options for the edge's JVM, commas between
      """
          .formatted(String.join(", ", List.of(Row.values()).stream().map(Row::slug).toList()));

  /// Says what is wrong with an option.
  static final class Problem extends Exception {

    private static final long serialVersionUID = 1;

    Problem(String message) {
      super(message);
    }
  }

  static Options parse(Path home, List<String> arguments) throws Problem {
    boolean isQuick = arguments.contains("--quick");
    List<Row> rows = isQuick ? Row.QUICK : List.of(Row.values());
    Set<String> with = Set.of("edge", "nginx", "haproxy");
    int rounds = isQuick ? 3 : 7;
    double seconds = isQuick ? 1 : 2;
    double warm = isQuick ? 20 : 180;
    Path out = null;
    boolean profile = false;
    String flags = "";
    var rest = new ArrayList<>(arguments);
    while (!rest.isEmpty()) {
      String option = rest.removeFirst();
      switch (option) {
        case "--quick" -> {}
        case "--profile" -> profile = true;
        case "--rows" -> rows = rows(value(option, rest));
        case "--with" -> with = with(value(option, rest));
        case "--rounds" -> rounds = (int) number(option, value(option, rest));
        case "--time" -> seconds = number(option, value(option, rest));
        case "--warm" -> warm = number(option, value(option, rest));
        case "--edge-flags" -> flags = value(option, rest).replace(',', ' ');
        case "--out" -> {
          boolean isGiven = !rest.isEmpty() && !rest.getFirst().startsWith("--");
          out = isGiven ? home.resolve(rest.removeFirst()) : home.resolve("bench/results");
        }
        default -> throw new Problem("there is no option " + option);
      }
    }
    return new Options(rows, with, rounds, duration(seconds), duration(warm), out, profile, flags);
  }

  private static Duration duration(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }

  private static String value(String option, List<String> rest) throws Problem {
    if (rest.isEmpty()) throw new Problem(option + " takes a value");
    return rest.removeFirst();
  }

  private static double number(String option, String text) throws Problem {
    try {
      double number = Double.parseDouble(text);
      if (number > 0) return number;
    } catch (NumberFormatException e) {
      throw new Problem("%s takes a number: %s".formatted(option, text));
    }
    throw new Problem("%s takes a number above 0: %s".formatted(option, text));
  }

  private static List<Row> rows(String text) throws Problem {
    List<Row> rows = new ArrayList<>();
    for (String slug : text.split(",")) {
      rows.add(Row.named(slug).orElseThrow(() -> new Problem("there is no row " + slug)));
    }
    return rows;
  }

  private static Set<String> with(String text) throws Problem {
    Set<String> names = Set.of(text.split(","));
    for (String name : names) {
      if (!SideBySide.ORDER.contains(name)) throw new Problem("there is no contender " + name);
    }
    return names;
  }
}
