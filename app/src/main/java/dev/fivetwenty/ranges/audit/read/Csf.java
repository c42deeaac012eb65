package dev.fivetwenty.ranges.audit.read;

import dev.fivetwenty.ranges.AddressSet;
import dev.fivetwenty.ranges.audit.filter.Condition;
import dev.fivetwenty.ranges.audit.filter.Filter;
import dev.fivetwenty.ranges.audit.filter.FilterKind;
import dev.fivetwenty.ranges.audit.filter.Rule;
import dev.fivetwenty.ranges.audit.filter.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads `csf.conf`, `csf.allow` and `csf.deny`, which are one filter: who is in csf.allow is let in,
/// who is in csf.deny is not, and for the rest the ports of csf.conf are open or closed.
final class Csf {

  private static final Pattern SETTING = Pattern.compile("\\s*(\\w+)\\s*=\\s*\"([^\"]*)\".*");

  /// Settings that keep out some of those who may come.
  private static final List<String> LIMITS =
      List.of("CONNLIMIT", "PORTFLOOD", "CC_DENY", "CC_ALLOW_FILTER");

  private final List<Rule> allow = new ArrayList<>();
  private final List<Rule> deny = new ArrayList<>();
  private final List<Rule> limits = new ArrayList<>();
  private final List<Rule> open = new ArrayList<>();
  private String name = "";
  private int order;
  private boolean conf;

  static boolean fits(SourceText source) {
    return source.file().matches("(csf\\.(allow|deny|conf|ignore)).*") || source.text()
        .contains("\nTCP_IN = \"");
  }

  void add(SourceText source) {
    name = name.isEmpty() ? source.name() : name + ", " + source.name();
    int number = 0;
    for (String line : source.lines()) {
      number++;
      String text = line.replaceFirst("#.*", "").strip();
      if (text.isEmpty() || source.file().startsWith("csf.ignore")) continue;
      String place = source.file() + " line " + number;
      if (source.file().startsWith("csf.allow")) allow.add(rule(place, text, Target.ACCEPT));
      else if (source.file().startsWith("csf.deny")) deny.add(rule(place, text, new Target.Block("deny")));
      else setting(place, text);
    }
    conf |= !source.file().matches("csf\\.(allow|deny|ignore).*");
  }

  private void setting(String place, String text) {
    Matcher setting = SETTING.matcher(text);
    if (!setting.matches()) return;
    if (!setting.group(2).isBlank() && LIMITS.contains(setting.group(1))) limit(place, text,
        setting.group(2));
    AddressSet family =
        switch (setting.group(1)) {
          case "TCP_IN" -> AddressSet.IPV4;
          case "TCP6_IN" -> AddressSet.IPV6;
          default -> AddressSet.NONE;
        };
    if (family.isEmpty() || setting.group(2).isBlank()) return;
    open.add(new Rule(place, ++order, text,
        List.of(new Condition.Sources(family), Simple.ports(setting.group(2).replace(" ", ""))),
            Target.ACCEPT));
  }

  /// `80;tcp;20;5`, one or several with commas between: so many connections of one address.
  private void limit(String place, String text, String value) {
    for (String part : value.split(",")) {
      Condition port = part.contains(";") ? Simple.ports(part.split(";", 2)[0].strip())
          : new Condition.Known(true);
      limits.add(new Rule(place, ++order, text, List.of(port),
          new Target.Elsewhere("who comes often, or from some countries, is kept out: " + text)));
    }
  }

  /// An address, or `tcp|in|d=80|s=203.0.113.0/24`.
  private Rule rule(String place, String text, Target target) {
    var conditions = new ArrayList<Condition>();
    String[] parts = text.split("\\|");
    if (parts.length < 2) conditions.add(Simple.sources(text.split("\\s+")[0]));
    else for (String part : parts) condition(part.strip(), conditions);
    return new Rule(place, ++order, text, conditions, target);
  }

  private static void condition(String part, List<Condition> conditions) {
    switch (part) {
      case "tcp", "in" -> {}
      case "udp", "icmp", "out" -> conditions.add(new Condition.Known(false));
      default -> conditions.add(
          part.startsWith("s=") && part.matches("s=.*[.:].*") ? Simple.sources(part.substring(2))
              : part.startsWith("d=") && part.matches("d=[0-9,_]+") ? Simple.ports(part.substring(2))
              : new Condition.Untold(part + " is not understood"));
    }
  }

  /// Returns the filter of all files so far.
  Filter filter() {
    var rules = new ArrayList<>(allow);
    rules.addAll(deny);
    rules.addAll(limits);
    rules.addAll(open);
    Target rest = conf ? new Target.Block("DROP")
        : new Target.Elsewhere("which ports are open to everybody is in csf.conf, which is not among the files");
    return Simple.filter(FilterKind.CSF, name, rules,
        Simple.end("the port is not open to everybody", rest));
  }
}
