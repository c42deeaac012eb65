package dev.fivetwenty.cli.incident;

import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.option.Names;
import dev.fivetwenty.cli.option.Numbers;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.config.text.DurationText;
import dev.fivetwenty.config.text.Unfit;
import dev.fivetwenty.incident.Query;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.BiFunction;

/// Makes a query of options.
final class Queries {

  static Query of(Values values, int usual, Instant now) {
    int limit = Numbers.whole("--limit", values.last("--limit", null), usual, Query.MOST);
    if (limit == 0) throw new UsageProblem("--limit takes a number from 1, not 0");
    Query query = Query.ALL.atMost(limit);
    query = given(query, values, "--cause", (q, slug) -> q.ofCause(Names.cause(slug).slug()));
    query = given(query, values, "--origin", Query::ofOrigin);
    query = given(query, values, "--route", Query::ofRoute);
    query = given(query, values, "--path", Query::under);
    query = given(query, values, "--group", Query::ofGroup);
    query = given(query, values, "--since", (q, text) -> q.since(time("--since", text, now)));
    return given(query, values, "--until", (q, text) -> q.until(time("--until", text, now)));
  }

  private static Query given(
      Query query, Values values, String option, BiFunction<Query, String, Query> with) {
    return Optional.ofNullable(values.last(option, null))
        .map(text -> with.apply(query, text)).orElse(query);
  }

  /// Reads how long ago, or when.
  static Instant time(String option, String text, Instant now) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException _) {
      return ago(option, text, now);
    }
  }

  private static Instant ago(String option, String text, Instant now) {
    try {
      return now.minus(DurationText.parse(text));
    } catch (Unfit unfit) {
      throw new UsageProblem(
          option + " takes how long ago, or a time like 2026-11-25T14:00:00Z: " + unfit.getMessage());
    }
  }

  private Queries() {}
}
