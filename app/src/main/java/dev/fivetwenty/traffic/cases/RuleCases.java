package dev.fivetwenty.traffic.cases;

import dev.fivetwenty.config.node.Overrides;
import dev.fivetwenty.config.node.Reading;
import dev.fivetwenty.config.node.Scalars;
import dev.fivetwenty.config.node.Section;
import dev.fivetwenty.config.node.Shape;
import dev.fivetwenty.config.node.Shapes;
import dev.fivetwenty.config.node.Source;
import dev.fivetwenty.config.node.Surroundings;
import dev.fivetwenty.config.text.Unfit;
import dev.fivetwenty.har.NameValue;
import dev.fivetwenty.rules.value.Address;
import dev.fivetwenty.traffic.cases.RuleCase.Decides;
import dev.fivetwenty.traffic.cases.RuleCase.Expect;
import dev.fivetwenty.traffic.cases.RuleCase.Given;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads files of tests: `cases:`, each with `name`, `given` and `expect`.
public final class RuleCases {

  /// Requests that one line can stand for.
  private static final int MOST_TIMES = 1_000_000;

  /// Stands for a client that a test does not name.
  private static final Address SOMEBODY = Address.parse("192.0.2.1").orElseThrow();

  private static final Shape<Address> ADDRESS =
      value -> {
        String text = value.word();
        return Address.parse(text).orElseThrow(() -> new Unfit("not an address: " + text));
      };

  private static final Expect PASSES = new Expect(Decides.PASS, Optional.empty());

  /// @throws dev.fivetwenty.config.node.InvalidConfiguration with all that is wrong
  public static List<RuleCase> read(Source source, Surroundings surroundings) {
    var reading = new Reading(source, surroundings, Overrides.NONE);
    var cases =
        reading.root().as(
            Shapes.section(top -> top.required("cases", List.of(),
                Shapes.list(Shapes.section(RuleCases::one)))));
    reading.throwProblems();
    return cases.orElseThrow();
  }

  private static RuleCase one(Section section) {
    return new RuleCase(
        section.required("name", "?", Scalars.TEXT),
        section.required("given", List.of(), Shapes.list(Shapes.section(RuleCases::given))),
        section.section("expect", RuleCases::expect));
  }

  private static Given given(Section section) {
    return new Given(
        section.get("method", "GET", Scalars.TEXT),
        section.required("url", "/", Scalars.TEXT),
        section.section("headers", RuleCases::headers),
        section.get("client", SOMEBODY, ADDRESS),
        section.get("times", 1, Scalars.number(1, MOST_TIMES)),
        section.get("every", Duration.ZERO, Scalars.duration("0s", "1d")),
        section.get("status", 200, Scalars.number(100, 599)));
  }

  private static List<NameValue> headers(Section section) {
    var headers = new ArrayList<NameValue>();
    section.chosen().forEach(
        (name, value) -> value.as(Scalars.TEXT).ifPresent(text -> headers.add(new NameValue(name, text))));
    return headers;
  }

  private static Expect expect(Section section) {
    return new Expect(
        section.required("decision", PASSES.decision(), Scalars.oneOf(Decides.class)),
        section.ask("rule", Scalars.TEXT));
  }

  private RuleCases() {}
}
