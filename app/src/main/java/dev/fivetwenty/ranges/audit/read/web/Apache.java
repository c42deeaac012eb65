package dev.fivetwenty.ranges.audit.read.web;

import dev.fivetwenty.ranges.AddressSet;
import dev.fivetwenty.ranges.audit.filter.Condition;
import dev.fivetwenty.ranges.audit.filter.Filter;
import dev.fivetwenty.ranges.audit.filter.FilterKind;
import dev.fivetwenty.ranges.audit.filter.Reach;
import dev.fivetwenty.ranges.audit.filter.Rule;
import dev.fivetwenty.ranges.audit.filter.Target;
import dev.fivetwenty.ranges.audit.read.Simple;
import dev.fivetwenty.ranges.audit.read.SourceText;
import dev.fivetwenty.ranges.audit.read.UnreadableFilter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads `Require`, and `Order`, `Allow`, `Deny` of old, of Apache: a filter for each section that has
/// such lines. Where mod_remoteip believes the edge, they see the visitor, and nothing is known.
public final class Apache {

  private static final Pattern OPEN = Pattern.compile("<(\\w+)\\s*([^>]*)>");

  /// A section, and what its lines let in.
  private static final class Section {
    final String name;
    final String title;
    final int line;
    final List<Reach> required = new ArrayList<>();
    final List<AddressSet> allowed = new ArrayList<>();
    final List<AddressSet> denied = new ArrayList<>();
    String order = "";
    boolean old;
    String why = "";

    Section(String name, String title, int line) {
      this.name = name;
      this.title = title;
      this.line = line;
    }

    boolean joins() {
      return name.startsWith("require");
    }
  }

  private final SourceText source;
  private final Deque<Section> open = new ArrayDeque<>();
  private final List<Rule> rules = new ArrayList<>();
  private final List<String> titles = new ArrayList<>();
  private final List<AddressSet> believed = new ArrayList<>();
  private boolean remoteip;

  private Apache(SourceText source) {
    this.source = source;
    open.push(new Section("", "", 1));
  }

  public static boolean fits(String text) {
    return text.lines().anyMatch(l ->
        l.matches("(?i)\\s*(Require (not )?(ip|all|host|valid-user|local)\\b.*|(Allow|Deny) from .*|RemoteIPHeader .*|<(VirtualHost|Directory|Location|RequireAny)\\b.*)"));
  }

  public static List<Filter> read(SourceText source) {
    var reader = new Apache(source);
    int number = 0;
    for (String line : source.text().replace("\\\n", " ").lines().toList()) reader.line(++number,
        line.strip());
    reader.close();
    return reader.filters();
  }

  private void line(int number, String line) {
    if (line.isEmpty() || line.startsWith("#")) return;
    Matcher begin = OPEN.matcher(line);
    if (line.startsWith("</") && open.size() == 1) throw new UnreadableFilter("line " + number
        + ": a section is closed that was not opened");
    if (line.startsWith("</")) close();
    else if (begin.matches()) open.push(new Section(begin.group(1).toLowerCase(Locale.ROOT),
        begin.group(2), number));
    else directive(number, List.of(line.split("\\s+")));
  }

  private void directive(int number, List<String> words) {
    Section here = open.peek();
    List<String> rest = words.subList(1, words.size());
    // Apache refuses to start with a directive that says nothing.
    if (rest.isEmpty() && words.getFirst().matches("(?i)require|satisfy|order|allow|deny")) {
      throw new UnreadableFilter("line " + number + ": " + words.getFirst() + " says nothing");
    }
    switch (words.getFirst().toLowerCase(Locale.ROOT)) {
      case "require" -> here.required.add(require(here, rest));
      case "order" -> {
        here.old = true;
        here.order = String.join(",", rest).toLowerCase(Locale.ROOT).replace(",,", ",");
      }
      case "allow" -> old(here, here.allowed, rest);
      case "deny" -> old(here, here.denied, rest);
      case "satisfy" -> {
        if (rest.getFirst().equalsIgnoreCase("any")) here.why =
            "Satisfy Any lets in whoever has a password, too";
      }
      case "remoteipheader" -> remoteip = true;
      case "remoteiptrustedproxy", "remoteipinternalproxy" ->
          rest.forEach(block -> AddressSet.of(block).ifPresent(believed::add));
      case "remoteiptrustedproxylist", "remoteipinternalproxylist" -> believed.add(AddressSet.ALL);
      case "include", "includeoptional" -> included(here, rest);
      default -> {}
    }
  }

  /// A section around is open to what an included file says only where it has lines itself.
  private static void included(Section here, List<String> rest) {
    if (here.joins()) here.required.add(Reach.UNTOLD);
    if (!here.name.isEmpty()) here.why = String.join(" ", rest) + " is not looked into";
  }

  private static Reach require(Section here, List<String> words) {
    boolean not = words.size() > 1 && words.getFirst().equalsIgnoreCase("not");
    List<String> rest = not ? words.subList(1, words.size()) : words;
    Reach reach = entity(here, rest);
    return not ? reach.not() : reach;
  }

  private static Reach entity(Section here, List<String> words) {
    String second = words.size() > 1 ? words.get(1).toLowerCase(Locale.ROOT) : "";
    switch (words.getFirst().toLowerCase(Locale.ROOT)) {
      case "ip" -> {
        var sets = words.subList(1, words.size()).stream().map(Apache::partial).toList();
        if (sets.stream().allMatch(Optional::isPresent)) {
          return Reach.of(AddressSet.union(sets.stream().map(Optional::get).toList()));
        }
      }
      case "all" -> {
        return Reach.of(second.equals("granted"));
      }
      case "local" -> {
        return Reach.NOBODY;
      }
      default -> {}
    }
    here.why = "Require " + String.join(" ", words) + " is not known of the request";
    return Reach.UNTOLD;
  }

  /// Apache takes `10.1` for 10.1.0.0/16.
  private static Optional<AddressSet> partial(String text) {
    if (!text.matches("\\d+(\\.\\d+){0,2}\\.?")) return AddressSet.of(text);
    String[] parts = text.split("\\.");
    String zeros = ".0".repeat(4 - parts.length);
    return AddressSet.of(String.join(".", parts) + zeros + "/" + parts.length * 8);
  }

  private static void old(Section here, List<AddressSet> into, List<String> rest) {
    here.old = true;
    for (String word : rest) {
      if (word.equalsIgnoreCase("from")) continue;
      Optional<AddressSet> set = word.equalsIgnoreCase("all") ? Optional.of(AddressSet.ALL) : partial(word);
      if (set.isEmpty()) here.why = word + " is not known of the request";
      into.add(set.orElse(AddressSet.NONE));
    }
  }

  private void close() {
    Section section = open.pop();
    if (List.of("if", "elseif", "else").contains(section.name)) section.why =
        "a condition of the request decides";
    boolean says = namesSomebody(section);
    if (section.joins() && !open.isEmpty()) {
      open.peek().required.add(joined(section));
      if (!section.why.isEmpty()) open.peek().why = section.why;
    } else if (says) {
      rules.add(rule(section));
      titles.add(section.name.isEmpty() ? source.name()
          : source.name() + ": " + section.name + " " + section.title);
    } else if (section.name.startsWith("if") && !open.isEmpty() && !section.why.isEmpty()) {
      open.peek().why = section.why;
    }
  }

  /// `all denied` alone hides something from everybody, and says nothing of addresses.
  private static boolean namesSomebody(Section section) {
    boolean required = section.required.stream()
        .anyMatch(r -> !r.equals(Reach.NOBODY) && !r.equals(Reach.EVERYBODY));
    var old = Stream.concat(section.allowed.stream(), section.denied.stream());
    return required || section.old && old.anyMatch(set -> !set.equals(AddressSet.ALL));
  }

  /// An expression of `not` alone decides nothing.
  private static Reach joined(Section section) {
    return switch (section.name) {
      case "requireall" -> section.required.stream().reduce(Reach.EVERYBODY, Reach::and);
      case "requirenone" -> section.required.stream().reduce(Reach.NOBODY, Reach::or).not();
      default -> section.required.stream().reduce(Reach.NOBODY, Reach::or);
    };
  }

  private Rule rule(Section section) {
    Reach reach = section.old ? ordered(section) : joined(section);
    if (section.old && !section.required.isEmpty()) reach = Reach.UNTOLD;
    if (!section.why.isEmpty()) reach = new Reach(AddressSet.NONE, AddressSet.ALL);
    String why = section.why.isEmpty() ? "old and new directives are mixed" : section.why;
    String text = section.name.isEmpty() ? "Require" : "<" + section.name + " " + section.title + ">";
    return Rule.atLine(section.line, text, List.of(new Condition.Partly(reach, why)), Target.ACCEPT);
  }

  /// `Deny,Allow`: who is denied and not allowed stays out; `Allow,Deny`: who is not allowed, or denied.
  private static Reach ordered(Section section) {
    AddressSet allowed = AddressSet.union(section.allowed);
    AddressSet denied = AddressSet.union(section.denied);
    return section.order.equals("allow,deny")
        ? Reach.of(allowed.minus(denied))
        : Reach.of(denied.minus(allowed).complement());
  }

  private List<Filter> filters() {
    if (!open.isEmpty()) throw new UnreadableFilter("the section <" + open.peek().name + "> is not closed");
    var filters = new ArrayList<Filter>();
    for (int i = 0; i < rules.size(); i++) {
      var list = new ArrayList<Rule>();
      if (remoteip) list.add(visitors());
      list.add(rules.get(i));
      Rule end = new Rule(rules.get(i).place(), Integer.MAX_VALUE - 1, "nobody else: " + rules.get(i)
          .text(),
          List.of(), new Target.Block("403"));
      filters.add(Simple.filter(FilterKind.APACHE, titles.get(i), list, end));
    }
    return filters;
  }

  private Rule visitors() {
    // Without a list of proxies everybody's header is believed.
    AddressSet whose = believed.isEmpty() ? AddressSet.ALL : AddressSet.union(believed);
    String why = "mod_remoteip puts the visitor in the place of the edge, so Require ip does not see the edge";
    return Rule.atLine(1, "RemoteIPHeader", List.of(new Condition.Sources(whose)),
        new Target.Elsewhere(why));
  }
}
