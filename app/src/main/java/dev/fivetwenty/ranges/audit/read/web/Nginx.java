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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads `allow` and `deny` of nginx, in every place where they are effective: a filter for each
/// server or location that has such lines, or inherits them.
///
/// The first line that fits decides. A place with lines of its own inherits none. Where realip
/// believes the edge, `allow` and `deny` see the visitor instead, and nothing is known.
public final class Nginx {

  /// Files that come with nginx and have no such lines.
  private static final Set<String> HARMLESS =
      Set.of("mime.types", "fastcgi_params", "fastcgi.conf", "uwsgi_params", "scgi_params", "proxy_params",
          "koi-utf", "koi-win", "win-utf", "options-ssl-nginx.conf", "fastcgi-php.conf",
              "modules-enabled/*.conf");

  private static final Set<String> NESTING = Set.of("http", "server", "location", "limit_except");

  private final SourceText source;
  private final Map<String, List<NginxConfig>> files;
  private final List<Filter> filters = new ArrayList<>();
  private final Set<String> included = new HashSet<>();
  private int order;

  private Nginx(SourceText source, Map<String, List<NginxConfig>> files) {
    this.source = source;
    this.files = new LinkedHashMap<>(files);
  }

  public static boolean fits(String text) {
    return text.lines().anyMatch(l ->
        l.matches("\\s*((allow|deny|set_real_ip_from|real_ip_header|server_name|proxy_pass)\\s+[^;]+;|(http|server|location\\b[^{;]*)\\s*\\{).*"));
  }

  /// Reads files that may include each other; one that another includes is not read by itself.
  public static List<Filter> read(List<SourceText> files) {
    var parsed = new LinkedHashMap<String, List<NginxConfig>>();
    for (SourceText file : files) parsed.put(file.name(), NginxConfig.parse(file.name(), file.text()));
    var readers = files.stream().map(file -> new Nginx(file, parsed)).toList();
    readers.forEach(Nginx::readFile);
    var included = readers.stream().flatMap(r -> r.included.stream()).toList();
    return readers.stream().filter(r -> !included.contains(r.source.name()))
        .flatMap(r -> r.filters.stream()).toList();
  }

  private void readFile() {
    List<NginxConfig> top = files.get(source.name());
    Map<String, List<NginxConfig>> parts = dumped(top);
    files.putAll(parts);
    if (parts.size() > 1) top = parts.values().iterator().next();
    place(top, "", List.of(), List.of(), 0);
  }

  /// Returns the files that a dump of `nginx -T` has in it, by their names.
  private static Map<String, List<NginxConfig>> dumped(List<NginxConfig> top) {
    var files = new LinkedHashMap<String, List<NginxConfig>>();
    top.forEach(d -> files.computeIfAbsent(d.file(), _ -> new ArrayList<>()).add(d));
    return files.size() > 1 ? files : Map.of();
  }

  /// @param inherited what the place around this one says of access
  private void place(
      List<NginxConfig> directives, String name, List<Rule> inherited, List<NginxConfig> realip,
          int depth) {
    var all = expanded(directives, depth);
    var here = all.stream().filter(d -> d.name().equals("set_real_ip_from")).toList();
    List<NginxConfig> believed = here.isEmpty() ? realip : here;
    var own = new ArrayList<Rule>();
    for (NginxConfig directive : all) rule(directive).ifPresent(own::add);
    List<Rule> effective = own.stream().noneMatch(Nginx::decides) ? joined(inherited, own) : own;
    boolean nested = all.stream().anyMatch(d -> NESTING.contains(d.name()));
    if (!own.isEmpty() || !nested && !effective.isEmpty()) add(name, effective, all, believed);
    for (NginxConfig directive : all) {
      if (!NESTING.contains(directive.name()) || directive.block().isEmpty()) continue;
      String inner = name.isEmpty() ? title(directive) : name + " / " + title(directive);
      place(directive.children(), inner, effective, believed, depth + 1);
    }
  }

  private static List<Rule> joined(List<Rule> inherited, List<Rule> own) {
    var all = new ArrayList<>(inherited);
    all.addAll(own);
    return all;
  }

  private static boolean decides(Rule rule) {
    return !(rule.target() instanceof Target.Elsewhere);
  }

  private static String title(NginxConfig directive) {
    Optional<NginxConfig> name = directive.children().stream()
        .filter(d -> d.name().equals("server_name")).findFirst();
    return directive.text() + name.map(n -> " " + n.words().getLast()).orElse("");
  }

  /// Puts files in the place of the lines that include them.
  private List<NginxConfig> expanded(List<NginxConfig> directives, int depth) {
    var all = new ArrayList<NginxConfig>();
    for (NginxConfig directive : directives) {
      List<NginxConfig> found =
          directive.name().equals("include") && depth < 40 ? included(directive) : List.of();
      if (found.isEmpty()) all.add(directive);
      else all.addAll(expanded(found, depth + 1));
    }
    return all;
  }

  private List<NginxConfig> included(NginxConfig include) {
    String pattern = include.words().getLast();
    String last = pattern.substring(pattern.lastIndexOf('/') + 1);
    // The only wildcard that nginx's own files use.
    String glob = Pattern.quote(last).replace("*", "\\E.*\\Q");
    var found = new ArrayList<NginxConfig>();
    files.forEach((name, content) -> {
      boolean itself = name.equals(include.file()) || name.equals(source.name());
      if (itself || !name.substring(name.lastIndexOf('/') + 1).matches(glob)) return;
      found.addAll(content);
      included.add(name);
    });
    return found;
  }

  private Optional<Rule> rule(NginxConfig directive) {
    String what = directive.words().getLast();
    return switch (directive.name()) {
      case "allow" -> Optional.of(rule(directive, List.of(sender(what)), Target.ACCEPT));
      case "deny" -> Optional.of(rule(directive, List.of(sender(what)), new Target.Block("deny")));
      case "include" -> harmless(what) ? Optional.empty()
          : Optional.of(rule(directive, List.of(new Condition.Untold(what + " is not among the files")),
              new Target.Elsewhere(what + " is not among the files")));
      case "satisfy" -> what.equals("all") ? Optional.empty()
          : Optional.of(rule(directive, List.of(),
              new Target.Elsewhere("satisfy any lets in whoever has a password, too")));
      default -> Optional.empty();
    };
  }

  private static boolean harmless(String file) {
    return HARMLESS.stream().anyMatch(known -> file.equals(known) || file.endsWith("/" + known));
  }

  private static Condition sender(String text) {
    return switch (text) {
      case "all" -> new Condition.Known(true);
      case "unix:" -> new Condition.Known(false);
      default -> Simple.sources(text);
    };
  }

  private Rule rule(NginxConfig directive, List<Condition> conditions, Target target) {
    return new Rule(directive.file().equals(source.name()) ? "line " + directive.line()
        : directive.file() + " line " + directive.line(), ++order, directive.text() + ";", conditions,
            target);
  }

  private void add(String name, List<Rule> rules, List<NginxConfig> all, List<NginxConfig> believed) {
    if (rules.stream().noneMatch(Nginx::decides) && all.stream()
        .anyMatch(d -> NESTING.contains(d.name()))) return;
    // `deny all` alone hides something from everybody, and says nothing of addresses.
    if (rules.stream().allMatch(r -> decides(r) && r.conditions().stream()
        .allMatch(Condition.Known.class::isInstance))) return;
    var list = new ArrayList<Rule>();
    visitors(believed).ifPresent(list::add);
    list.addAll(rules);
    String title = name.isEmpty() ? source.name() : source.name() + ": " + name;
    filters.add(Simple.filter(FilterKind.NGINX, title, list, Simple.end("no line fits", Target.ACCEPT)));
  }

  private Optional<Rule> visitors(List<NginxConfig> believed) {
    if (believed.isEmpty()) return Optional.empty();
    var sets = believed.stream().map(d -> AddressSet.of(d.words().getLast())).toList();
    AddressSet known = AddressSet.union(sets.stream().flatMap(Optional::stream).toList());
    Reach reach = sets.stream().allMatch(Optional::isPresent) ? Reach.of(known)
        : new Reach(known, AddressSet.ALL);
    String why = "realip puts the visitor in the place of the edge, so allow and deny do not see the edge";
    return Optional.of(rule(believed.getFirst(), List.of(new Condition.Partly(reach, why)),
        new Target.Elsewhere(why)));
  }
}
