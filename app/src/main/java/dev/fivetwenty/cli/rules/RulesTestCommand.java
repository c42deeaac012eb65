package dev.fivetwenty.cli.rules;

import dev.fivetwenty.cli.Command;
import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.option.OptionTable;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.option.OutputOptions;
import dev.fivetwenty.cli.ranges.RangeLists;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.cli.terminal.Written;
import dev.fivetwenty.config.node.Source;
import dev.fivetwenty.config.node.Surroundings;
import dev.fivetwenty.config.yaml.RulesYaml;
import dev.fivetwenty.policy.RuleSet;
import dev.fivetwenty.rules.value.AddressBlock;
import dev.fivetwenty.rules.value.AddressTrie;
import dev.fivetwenty.traffic.Outcome;
import dev.fivetwenty.traffic.Replay;
import dev.fivetwenty.traffic.cases.CaseRun;
import dev.fivetwenty.traffic.cases.RuleCases;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Tries rules before they act: on tests, on logs, on HARs.
public final class RulesTestCommand implements Command {

  private static final OptionTable OPTIONS =
      new OptionTable(
          """
          Sends requests of the past through rules, in the time of the log, and says what would have become
          of them; runs tests of rules. The code that decides is that of the edge.

            fivetwenty rules test rules.yaml --log access.log --log access.log.1.gz --what-if
            fivetwenty rules test rules.yaml --cases rules-test.yaml
            fivetwenty rules test rules.yaml --har page.har --client 203.0.113.7

          Usage: fivetwenty rules test [OPTION]... RULES     (a file with lists, access and rules)

          """
              + Logs.HELP
              + """
                    --cases FILE          tests: given requests, an expected decision (docs/rules-test.md)
                    --what-if             ask other thresholds beside those of the limits
                    --html FILE           write a page with plots
                    --threads N           for several logs and rules without limits (default: all cores)
                    --fail-on finding     exit with 1 where a request would have been denied, too
                    --json                print one JSON document (docs/schema/) and nothing else
                -h, --help                show this help

              Exit codes: 0 all tests pass, 1 one does not, 2 a file cannot be read.
              """,
          "--data DIR");

  @Override
  public OptionTable options() {
    return OPTIONS;
  }

  @Override
  public int run(Values values, Console console) {
    String file = values.word("RULES");
    boolean failOnFinding = new OutputOptions(values).failOnFinding();
    boolean logs = values.has("--log") || values.has("--har");
    if (!logs && !values.has("--cases")) {
      throw new UsageProblem("rules test: on what? --log FILE, --har FILE or --cases FILE");
    }
    if (values.has("--html")) Written.demand(Path.of(values.last("--html", "")));
    RuleSet set = rules(file, console);
    List<CaseRun.Result> cases = cases(values, console, set);
    Optional<Outcome> outcome = logs ? Optional.of(replay(values, console, set)) : Optional.empty();
    if (values.has("--json")) TestJson.of(file, cases, outcome).print(console.out());
    else text(console, cases, outcome);
    boolean failed = cases.stream().anyMatch(result -> !result.passed());
    boolean found = failOnFinding && outcome.filter(o -> o.deniedRequests() > 0).isPresent();
    int code = failed || found ? Exit.FAULT : Exit.OK;
    if (outcome.isEmpty() || !values.has("--html")) return code;
    return Written.after(console, code, () ->
        Written.write(Path.of(values.last("--html", "")), TestPage.of(file, outcome.get())));
  }

  private static RuleSet rules(String file, Console console) {
    var surroundings = Surroundings.ofProcess(console.environment()).lookingAtFiles();
    return RulesYaml.read(Source.of(Path.of(file)), surroundings).rules();
  }

  private static List<CaseRun.Result> cases(Values values, Console console, RuleSet set) {
    if (!values.has("--cases")) return List.of();
    Source source = Source.of(Path.of(values.last("--cases", "")));
    return new CaseRun(set).of(RuleCases.read(source, Surroundings.ofProcess(console.environment())));
  }

  private static Outcome replay(Values values, Console console, RuleSet set) {
    String cores = "" + Runtime.getRuntime().availableProcessors();
    String threads = values.last("--threads", cores);
    if (!threads.matches("[1-9]\\d{0,2}")) throw new UsageProblem("--threads takes a number from 1 to 999");
    var replay = new Replay(set, edges(values, console), values.has("--what-if"));
    try (Logs logs = Logs.open(values, console)) {
      return logs.reading(all -> replay.of(all, Integer.parseInt(threads)));
    }
  }

  /// Returns the addresses of all CDNs that are known.
  private static AddressTrie edges(Values values, Console console) {
    var trie = new AddressTrie.Builder();
    RangeLists.all(values, console)
        .forEach(range -> AddressBlock.parse(range.cidr()).ifPresent(block -> trie.add(block, 0)));
    return trie.build();
  }

  private static void text(Console console, List<CaseRun.Result> cases, Optional<Outcome> outcome) {
    for (CaseRun.Result result : cases) {
      String expected = result.of().expect().decision() + result.of().expect().rule()
          .map(r -> " by " + r).orElse("");
      console.out().println(
          result.passed() ? "ok      " + result.of().name()
              : "FAILED  " + result.of().name() + ": expected "
                  + expected.toLowerCase(java.util.Locale.ROOT) + ", got " + result.got());
    }
    long failed = cases.stream().filter(r -> !r.passed()).count();
    if (!cases.isEmpty()) {
      console.out().println((cases.size() - failed) + " of " + cases.size() + " tests pass");
    }
    if (!cases.isEmpty() && outcome.isPresent()) console.out().println();
    outcome.ifPresent(o -> console.out().print(OutcomeText.of(o)));
  }
}
