package dev.fivetwenty.ranges.audit.read;

import dev.fivetwenty.ranges.AddressSet;
import dev.fivetwenty.ranges.audit.filter.Chain;
import dev.fivetwenty.ranges.audit.filter.Condition;
import dev.fivetwenty.ranges.audit.filter.Filter;
import dev.fivetwenty.ranges.audit.filter.FilterKind;
import dev.fivetwenty.ranges.audit.filter.Rule;
import dev.fivetwenty.ranges.audit.filter.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what `ip route` and `ip -6 route` print. The longest prefix decides, then the lowest metric.
///
/// Answers to a CDN go back by the default route, as its packets come from there; a narrower route to
/// another place swallows them.
final class IpRoutes {

  private static final Set<String> NOWHERE = Set.of("blackhole", "unreachable", "prohibit", "throw");
  private static final Pattern METRIC = Pattern.compile(" metric (\\d+)");
  private static final Pattern WAY = Pattern.compile("(via \\S+ )?dev \\S+");

  private record Route(int line, String text, AddressSet to, boolean standard, String way, long metric) {}

  static boolean fits(String text) {
    return text.lines().filter(l -> !l.isBlank()).findFirst()
        .filter(l -> l.matches("(default|((unicast|blackhole|unreachable|prohibit|throw) )?[0-9a-fA-F.:/]+)( .*)?\\s*"))
        .filter(_ -> text.contains(" dev ") || text.contains("blackhole") || text.contains("unreachable"))
        .isPresent();
  }

  static List<Filter> read(SourceText source) {
    var routes = new ArrayList<Route>();
    int number = 0;
    for (String line : source.lines()) {
      number++;
      if (!line.isBlank() && !line.startsWith(" ")
          && !line.startsWith("\t")) routes.add(route(number, line.strip()));
    }
    routes.sort(Comparator.comparing((Route r) -> r.to().size()).thenComparingLong(Route::metric));
    var filters = new ArrayList<Filter>();
    for (AddressSet family : List.of(AddressSet.IPV4, AddressSet.IPV6)) {
      var mine = routes.stream().filter(r -> family.containsAll(r.to())).toList();
      if (!mine.isEmpty()) filters.add(filter(source, family, mine));
    }
    return filters;
  }

  private static Route route(int number, String line) {
    List<String> words = ShellWords.of(line);
    boolean typed = NOWHERE.contains(words.getFirst()) || words.getFirst().equals("unicast");
    String to = words.get(typed && words.size() > 1 ? 1 : 0);
    boolean standard = to.equals("default") || to.equals("0.0.0.0/0") || to.equals("::/0");
    AddressSet set =
        standard ? (line.contains(":") ? AddressSet.IPV6 : AddressSet.IPV4)
            : AddressSet.of(to).orElseThrow(() ->
                new UnreadableFilter("line " + number + ": this is no route: " + line));
    Matcher way = WAY.matcher(line);
    Matcher metric = METRIC.matcher(line);
    String where = NOWHERE.contains(words.getFirst()) ? words.getFirst() : way.find() ? way.group()
        : "several ways";
    return new Route(number, line, set, standard, where, metric.find()
        ? Long.parseLong(metric.group(1)) : 0);
  }

  private static Filter filter(SourceText source, AddressSet family, List<Route> routes) {
    String standard = routes.stream().filter(Route::standard).map(Route::way).findFirst().orElse("");
    var rules = routes.stream().map(route -> rule(route, standard)).toList();
    var chain = new Chain("routes", rules,
        Optional.of(Simple.end("no route leads there", new Target.Block("no route"))));
    return Filter.of(FilterKind.ROUTES, source.name(), family, chain);
  }

  private static Rule rule(Route route, String standard) {
    boolean back = route.way().equals(standard) && !NOWHERE.contains(route.way());
    Target target = back ? Target.ACCEPT : new Target.Block("route");
    return Rule.atLine(route.line(), route.text(), List.of(new Condition.Sources(route.to())), target);
  }

  private IpRoutes() {}
}
