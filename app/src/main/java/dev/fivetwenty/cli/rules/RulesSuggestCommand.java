package dev.fivetwenty.cli.rules;

import dev.fivetwenty.cli.Command;
import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.option.OptionTable;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.cli.terminal.Written;
import dev.fivetwenty.config.text.DurationText;
import dev.fivetwenty.config.text.Unfit;
import dev.fivetwenty.rules.Characteristic;
import dev.fivetwenty.rules.Expression;
import dev.fivetwenty.rules.syntax.ExpressionProblem;
import dev.fivetwenty.traffic.suggest.Suggester;
import dev.fivetwenty.traffic.suggest.Suggestion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Proposes limits from what really came.
public final class RulesSuggestCommand implements Command {

  private static final OptionTable OPTIONS =
      new OptionTable(
          """
          Counts the requests of logs as rate limits would, and proposes limits with what each would have
          cost. Prints rules for the configuration, in shadow mode.

            fivetwenty rules suggest --log access.log
            fivetwenty rules suggest --log access.log --expression 'http.request.uri.path eq "/login"' --period 10m
            fivetwenty rules suggest --log access.log --by ip.src --by http.host

          Usage: fivetwenty rules suggest [OPTION]...

          """
              + Logs.HELP
              + """
                    --by CHARACTERISTIC   what requests are told apart by (default ip.src); repeat it
                    --period DURATION     of the limit (default 10s, 1m, 10m and 1h); repeat it
                    --expression EXPR     count only requests for which it holds
                    --html FILE           write a page with plots
                    --json                print one JSON document (docs/schema/) and nothing else
                -h, --help                show this help
              """,
          "");

  private static final List<String> PERIODS = List.of("10s", "1m", "10m", "1h");

  @Override
  public OptionTable options() {
    return OPTIONS;
  }

  @Override
  public int run(Values values, Console console) {
    if (!values.words().isEmpty()) throw new UsageProblem("one word too many: " + values.words().getFirst());
    if (!values.has("--log") && !values.has("--har")) throw new UsageProblem("rules suggest: from what? --log FILE or --har FILE");
    if (values.has("--html")) Written.demand(Path.of(values.last("--html", "")));
    String expression = values.last("--expression", "");
    var suggester = new Suggester(characteristics(values), expression(expression), periods(values));
    try (Logs logs = Logs.open(values, console)) {
      List<Suggestion> suggestions = logs.reading(suggester::of);
      long requests = suggester.requests();
      long unreadable = suggester.unreadable();
      String text = SuggestionText.of(suggestions, expression, requests, unreadable);
      if (values.has("--json")) SuggestionJson.of(suggestions, expression, requests, unreadable).print(console.out());
      else console.out().print(text);
      if (!values.has("--html")) return Exit.OK;
      return Written.after(console, Exit.OK, () ->
          Written.write(Path.of(values.last("--html", "")), SuggestionPage.of(suggestions, requests, text)));
    }
  }

  private static List<Characteristic> characteristics(Values values) {
    List<String> given = values.all("--by");
    var characteristics = new ArrayList<Characteristic>();
    for (String text : given.isEmpty() ? List.of("ip.src") : given) {
      try {
        characteristics.add(Characteristic.parse(text));
      } catch (ExpressionProblem problem) {
        throw new UsageProblem("--by " + text + ": " + problem.getMessage());
      }
    }
    return characteristics;
  }

  private static Optional<Expression> expression(String text) {
    if (text.isEmpty()) return Optional.empty();
    try {
      return Optional.of(Expression.parse(text));
    } catch (ExpressionProblem problem) {
      throw new UsageProblem("--expression, column " + problem.column() + ": " + problem.getMessage());
    }
  }

  private static List<Duration> periods(Values values) {
    List<String> given = values.all("--period");
    var periods = new ArrayList<Duration>();
    for (String text : given.isEmpty() ? PERIODS : given) periods.add(period(text));
    return periods;
  }

  private static Duration period(String text) {
    try {
      Duration period = DurationText.parse(text);
      if (period.compareTo(Duration.ofSeconds(1)) >= 0
          && period.compareTo(Duration.ofDays(1)) <= 0) return period;
    } catch (Unfit unfit) {
      throw new UsageProblem("--period: " + unfit.getMessage());
    }
    throw new UsageProblem("--period takes 1s to 1d, not " + text);
  }
}
