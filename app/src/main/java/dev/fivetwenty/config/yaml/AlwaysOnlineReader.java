package dev.fivetwenty.config.yaml;

import dev.fivetwenty.config.AlwaysOnline;
import dev.fivetwenty.config.AlwaysOnline.Crawl;
import dev.fivetwenty.config.AlwaysOnline.Directive;
import dev.fivetwenty.config.AlwaysOnline.SetCookie;
import dev.fivetwenty.config.AlwaysOnline.Status;
import dev.fivetwenty.config.KeptCopies;
import dev.fivetwenty.config.node.Scalars;
import dev.fivetwenty.config.node.Section;
import dev.fivetwenty.config.node.Shape;
import dev.fivetwenty.config.node.Shapes;
import dev.fivetwenty.config.node.Value;
import dev.fivetwenty.config.text.Unfit;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Reads `always_online` of a route, and `kept_copies`.
final class AlwaysOnlineReader {

  private static final Set<Integer> USUAL_TRIGGERS =
      Set.of(502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 530);

  private static final Pattern STATUSES = Pattern.compile("([45]\\d\\d)(?:-([45]\\d\\d))?");

  private static final Shape<AlwaysOnline> SECTION = Shapes.section(AlwaysOnlineReader::alwaysOnline);

  /// `true`, `false` or a section of its own.
  ///
  /// @param here whether a URL is one of the route
  static Optional<AlwaysOnline> ask(Section route, Predicate<URI> here) {
    Optional<AlwaysOnline> found = route.ask("always_online", AlwaysOnlineReader::read).flatMap(read -> read);
    List<URI> start = found.flatMap(AlwaysOnline::crawl).map(Crawl::start).orElse(List.of());
    boolean elsewhere = !start.isEmpty() && start.stream().noneMatch(here);
    if (elsewhere) route.complain("always_online", "none of what the crawl starts with is a page of this route");
    return found;
  }

  private static Optional<AlwaysOnline> read(Value value) throws Unfit {
    if (value.isSection()) return Optional.of(SECTION.read(value));
    return Scalars.BOOLEAN.read(value) ? Optional.of(usual(value)) : Optional.empty();
  }

  private static AlwaysOnline usual(Value value) throws Unfit {
    return SECTION.read(value.empty());
  }

  static KeptCopies keptCopies(Section section) {
    return new KeptCopies(
        section.get("max_size", 1L << 30, Scalars.size("1MiB", "1TiB")),
        section.get("memory", 64L << 20, Scalars.size("0", "64GiB")));
  }

  private static AlwaysOnline alwaysOnline(Section section) {
    return new AlwaysOnline(
        section.get("max_size", 10L << 20, Scalars.size("1KiB", "1GiB")),
        section.get("max_age", Duration.ofDays(7), Scalars.duration("1m", "3650d")),
        section.get("refresh_after", Duration.ofMinutes(1), Scalars.duration("0s", "30d")),
        section.get("allow", List.of("/*"), Shapes.list(AlwaysOnlineReader::path)),
        section.get("deny", List.of(), Shapes.list(AlwaysOnlineReader::path)),
        section.get("queries", true, Scalars.BOOLEAN),
        section.get("ignore_cookies", List.of(), Shapes.list(AlwaysOnlineReader::cookie)),
        section.get("set_cookie", SetCookie.REFUSE, Scalars.oneOf(SetCookie.class)),
        statuses(section, "triggers", USUAL_TRIGGERS),
        statuses(section, "origin_triggers", Set.of()),
        section.get("override", List.of(), Shapes.list(AlwaysOnlineReader::directive)),
        section.get("status", Status.KEPT, Scalars.oneOf(Status.class)),
        section.get("banner", true, Scalars.BOOLEAN),
        section.get("probe", true, Scalars.BOOLEAN),
        section.ask("crawl", Shapes.section(AlwaysOnlineReader::crawl)));
  }

  private static Crawl crawl(Section section) {
    Duration every = section.get("every", Duration.ofHours(12), Scalars.duration("10m", "30d"));
    Duration usual = every.compareTo(Duration.ofHours(1)) < 0 ? every : Duration.ofHours(1);
    Duration within = section.get("within", usual, Scalars.duration("1m", "1d"));
    if (within.compareTo(every) > 0) section.complain("within", "a round may not take longer than it is to the next");
    return new Crawl(
        section.required("start", List.of(), Shapes.several(AlwaysOnlineReader::page, url -> url, "URL of a page")),
        section.get("sitemaps", List.of(), Shapes.list(AlwaysOnlineReader::page)),
        every,
        section.get("pause", Duration.ofSeconds(1), Scalars.duration("10ms", "1m")),
        section.get("requests", 1000, Scalars.number(1, 100_000)),
        section.get("max_size", 256L << 20, Scalars.size("1MiB", "1TiB")),
        within,
        section.get("depth", 2, Scalars.number(0, 10)));
  }

  private static URI page(Value value) throws Unfit {
    String text = value.text();
    try {
      var url = new URI(text);
      boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (http && url.getHost() != null && url.getUserInfo() == null && url.getFragment() == null) return url;
    } catch (URISyntaxException _) {
      // Said below.
    }
    throw new Unfit("expected a URL as visitors have it, like https://shop.example/, found " + text);
  }

  private static String path(Value value) throws Unfit {
    String pattern = value.text();
    boolean begins = pattern.startsWith("/") || pattern.startsWith("*");
    if (!begins) throw new Unfit("a path begins with / or *; did you mean /" + pattern + "?");
    if (pattern.indexOf('?') >= 0) throw new Unfit("a path has no query: " + pattern);
    return pattern;
  }

  private static String cookie(Value value) throws Unfit {
    String name = value.text();
    int star = name.indexOf('*');
    boolean token = name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    if (token && (star < 0 || star > 0 && star == name.length() - 1)) return name;
    throw new Unfit("expected the name of a cookie, or the beginning of names and a *, found " + name);
  }

  private static Set<Integer> statuses(Section section, String key, Set<Integer> usual) {
    return section.ask(key, Shapes.list(AlwaysOnlineReader::range))
        .<Set<Integer>>map(
            ranges -> {
              var all = new TreeSet<Integer>();
              ranges.forEach(all::addAll);
              return all;
            })
        .orElse(usual);
  }

  private static List<Integer> range(Value value) throws Unfit {
    Matcher range = STATUSES.matcher(value.word());
    if (!range.matches()) {
      throw new Unfit(value.word() + " is no status of an error, which is for example 520 or 520-526");
    }
    int lowest = Integer.parseInt(range.group(1));
    int highest = range.group(2) == null ? lowest : Integer.parseInt(range.group(2));
    if (highest < lowest) throw new Unfit(value.word() + " is empty; did you mean " + highest + "-" + lowest + "?");
    return IntStream.rangeClosed(lowest, highest).boxed().toList();
  }

  private static Directive directive(Value value) throws Unfit {
    List<String> words = Arrays.stream(Directive.values()).map(AlwaysOnlineReader::word).toList();
    int at = words.indexOf(value.text());
    if (at < 0) throw Scalars.unknown(value.text(), words);
    return Directive.values()[at];
  }

  /// Returns a directive as `Cache-Control` spells it.
  static String word(Directive directive) {
    return Scalars.word(directive).replace('_', '-');
  }

  private AlwaysOnlineReader() {}
}
