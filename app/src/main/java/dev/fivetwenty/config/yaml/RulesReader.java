package dev.fivetwenty.config.yaml;

import dev.fivetwenty.config.Filters;
import dev.fivetwenty.config.ItemList;
import dev.fivetwenty.config.node.Scalars;
import dev.fivetwenty.config.node.Section;
import dev.fivetwenty.config.node.Shape;
import dev.fivetwenty.config.node.Shapes;
import dev.fivetwenty.config.node.Value;
import dev.fivetwenty.config.text.Unfit;
import dev.fivetwenty.policy.Action;
import dev.fivetwenty.policy.Action.Phase;
import dev.fivetwenty.policy.DenialAnswer;
import dev.fivetwenty.policy.DenialAnswer.Content;
import dev.fivetwenty.policy.Mode;
import dev.fivetwenty.policy.Rule;
import dev.fivetwenty.policy.RuleSet;
import dev.fivetwenty.policy.access.AccessList;
import dev.fivetwenty.policy.access.AccessList.Access;
import dev.fivetwenty.policy.errorpage.ErrorStatus;
import dev.fivetwenty.policy.ratelimit.Limit;
import dev.fivetwenty.rules.Expression;
import dev.fivetwenty.rules.Lists;
import dev.fivetwenty.rules.syntax.ExpressionProblem;
import dev.fivetwenty.rules.value.AddressBlock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads `lists`, `access` and `rules`.
final class RulesReader {

  /// Bytes of the content of an operator's own answer.
  private static final int MOST_CONTENT = 30 << 10;

  /// Of a rule whose id is wrong or missing.
  private static final String NO_ID = "?";

  private enum Does {
    BLOCK,
    LOG,
    SKIP
  }

  private final Map<String, ItemList> written;
  private final Lists lists;

  private RulesReader(ListsReader.Read read) {
    written = read.written();
    lists = read.lists();
  }

  /// Reads all three keys of a section.
  static Filters filters(Section top, RulesReader reader) {
    AccessList access = top.section("access", reader::access);
    return new Filters(reader.written, new RuleSet(access, reader.rules(top)));
  }

  /// Reads the lists of a section, which rules may name.
  static RulesReader of(Section top) {
    return new RulesReader(top.section("lists", ListsReader::lists));
  }

  Lists lists() {
    return lists;
  }

  List<Rule> rules(Section section) {
    return section.get("rules", List.of(), Shapes.list(Shapes.section(this::rule)));
  }

  /// Reports rules that have the id of another one.
  static void checkIds(Section top, List<Rule> rules) {
    var seen = new HashSet<String>();
    for (Rule rule : rules) {
      if (!rule.id().equals(NO_ID) && !seen.add(rule.id())) {
        top.complain("rules", "two rules have the id " + rule.id());
      }
    }
  }

  // Access.

  private AccessList access(Section section) {
    var entries = new ArrayList<AccessList.Entry>();
    for (Access access : Access.values()) {
      section.ask(Scalars.word(access), Shapes.list(value -> entries(value, access)))
          .ifPresent(read -> read.forEach(entries::addAll));
    }
    return new AccessList(entries);
  }

  private List<AccessList.Entry> entries(Value value, Access access) throws Unfit {
    String text = value.word();
    List<AddressBlock> blocks = text.startsWith("$") ? listed(text.substring(1)) : ListsReader.blocks(text);
    if (blocks.isEmpty() && !text.startsWith("$")) {
      throw new Unfit("neither an address, a block, a range nor a $list: " + text);
    }
    return blocks.stream().map(block -> new AccessList.Entry(block, access, text)).toList();
  }

  private List<AddressBlock> listed(String name) throws Unfit {
    ItemList list = written.get(name);
    if (list == null) throw new Unfit("there is no list " + name);
    if (list.kind() != ItemList.Kind.IP) throw new Unfit("$" + name + " holds no addresses");
    return list.items().stream().flatMap(item -> ListsReader.blocks(item).stream()).toList();
  }

  // Rules.

  private static final Shape<String> ID =
      value -> {
        String id = value.word();
        if (!id.matches("[a-z0-9_-]{1,64}")) {
          throw new Unfit("the id of a rule has up to 64 lower-case letters, digits, - and _: " + id);
        }
        return id;
      };

  private Rule rule(Section section) {
    Optional<Limit> limit = section.ask("rate_limit", Shapes.section(this::limit));
    Expression always = always();
    Expression expression =
        limit.isPresent()
            ? section.get("expression", always, value -> expression(value, false))
            : section.required("expression", always, value -> expression(value, false));
    return new Rule(
        section.required("id", NO_ID, ID),
        section.get("description", "", Scalars.TEXT),
        expression,
        action(section, limit.isPresent()),
        section.get("mode", Mode.ENFORCE, Scalars.oneOf(Mode.class)),
        limit);
  }

  private static Expression always() {
    try {
      return Expression.parse("true");
    } catch (ExpressionProblem e) {
      throw new IllegalStateException(e);
    }
  }

  private Action action(Section section, boolean limit) {
    Does does = section.get("action", Does.BLOCK, Scalars.oneOf(Does.class));
    if (does == Does.SKIP && limit) section.complain("action", "a rate limit blocks or logs");
    if (does != Does.SKIP && section.has("skip")) section.complain("skip", "only action: skip skips anything");
    if (does != Does.BLOCK && section.has("response")) section.complain("response", "only action: block answers");
    DenialAnswer usual = limit ? DenialAnswer.TOO_MANY : DenialAnswer.FORBIDDEN;
    DenialAnswer answer = section.get("response", usual, Shapes.section(s -> answer(s, usual)));
    List<Phase> skipped =
        section.get("skip", List.of(Phase.values()), Shapes.several(Scalars.oneOf(Phase.class), p -> p, "phase"));
    return switch (does) {
      case BLOCK -> new Action.Block(answer);
      case LOG -> new Action.Log();
      case SKIP -> new Action.Skip(Set.copyOf(skipped));
    };
  }

  private static DenialAnswer answer(Section section, DenialAnswer usual) {
    int status = section.get("status", usual.status(), Scalars.number(400, 499));
    Optional<String> text = section.ask("content", RulesReader::content);
    Optional<String> type = section.ask("content_type", RulesReader::mediaType);
    if (type.isPresent() && text.isEmpty()) section.complain("content_type", "there is no content here");
    if (text.isEmpty() && ErrorStatus.of(status).isEmpty()) {
      section.complain("status", "there is no page for " + status + "; give its content");
    }
    return new DenialAnswer(status, text.map(t -> new Content(type.orElse("text/plain; charset=utf-8"), t)));
  }

  private static String content(Value value) throws Unfit {
    String text = value.text();
    if (text.length() > MOST_CONTENT) throw new Unfit("content has at most 30 KiB");
    return text;
  }

  private static String mediaType(Value value) throws Unfit {
    String type = value.text();
    if (!type.matches("[\\w.+-]+/[\\w.+-]+(; ?[\\w-]+=[\\w-]+)*")) throw new Unfit("not a media type: " + type);
    return type;
  }

  private Expression expression(Value value, boolean mayCount) throws Unfit {
    String text = value.text();
    try {
      Expression expression = Expression.parse(text, lists);
      if (expression.needsResponse() && !mayCount) {
        throw new Unfit("a response is not there yet when this is asked; only counting_expression may look at it");
      }
      return expression;
    } catch (ExpressionProblem problem) {
      value.reportWithin(text, problem.line() - 1, problem.column() - 1, problem.length(), problem.getMessage());
      return always();
    }
  }

  // Limits.

  private Limit limit(Section section) {
    int most = section.required("requests_per_period", 1, Scalars.number(1, 1_000_000_000));
    return new Limit(
        section.required("characteristics", List.of(), Characteristics.SHAPE),
        section.get("ipv6_prefix", 64, Scalars.number(16, 128)),
        section.required("period", Duration.ofSeconds(1), Scalars.duration("1s", "1d")),
        most,
        section.ask("counting_expression", value -> expression(value, true)),
        section.get("mitigation_timeout", Duration.ZERO, Scalars.duration("0s", "1d")),
        section.get("keys", 1_000_000, Scalars.number(1000, 50_000_000)),
        section.get("announce", false, Scalars.BOOLEAN));
  }
}
