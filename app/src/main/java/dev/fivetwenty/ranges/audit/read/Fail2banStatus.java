package dev.fivetwenty.ranges.audit.read;

import dev.fivetwenty.ranges.audit.filter.Condition;
import dev.fivetwenty.ranges.audit.filter.Filter;
import dev.fivetwenty.ranges.audit.filter.FilterKind;
import dev.fivetwenty.ranges.audit.filter.Rule;
import dev.fivetwenty.ranges.audit.filter.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what `fail2ban-client status JAIL` and `fail2ban-client banned` print, one or several in a
/// file. Which ports a jail bans from is not shown, so every ban counts at every port.
final class Fail2banStatus {

  private static final Pattern JAIL = Pattern.compile("Status for the jail: (\\S+)");
  private static final Pattern BANNED = Pattern.compile("[|` -]*Banned IP list:(.*)");
  private static final Pattern LISTED = Pattern.compile("'([^']+)': *\\[([^\\]]*)\\]");

  static boolean fits(String text) {
    return JAIL.matcher(text).find() || text.strip().startsWith("[{'");
  }

  static List<Filter> read(SourceText source) {
    Map<String, List<Rule>> jails = new LinkedHashMap<>();
    String jail = "?";
    int number = 0;
    for (String line : source.lines()) {
      number++;
      Matcher name = JAIL.matcher(line);
      if (name.find()) jail = name.group(1);
      jails.computeIfAbsent(jail, _ -> new ArrayList<>());
      Matcher banned = BANNED.matcher(line);
      if (banned.matches()) add(jails.get(jail), number, jail, banned.group(1).strip().split("\\s+"));
      Matcher listed = LISTED.matcher(line);
      while (listed.find()) {
        var rules = jails.computeIfAbsent(listed.group(1), _ -> new ArrayList<>());
        add(rules, number, listed.group(1), listed.group(2).replace("'", "").strip().split(",\\s*"));
      }
    }
    if (jails.getOrDefault("?", List.of()).isEmpty()) jails.remove("?");
    var filters = new ArrayList<Filter>();
    jails.forEach((name, rules) -> filters.add(
        Simple.filter(FilterKind.FAIL2BAN, source.name() + ": jail " + name, rules,
            Simple.end("not banned", Target.ACCEPT))));
    return filters;
  }

  private static void add(List<Rule> rules, int line, String jail, String[] addresses) {
    for (String address : addresses) {
      if (address.isEmpty()) continue;
      Condition condition = Simple.sources(address);
      rules.add(Rule.atLine(line, "banned by " + jail + ": " + address, List.of(condition),
          new Target.Block("ban")));
    }
  }

  private Fail2banStatus() {}
}
