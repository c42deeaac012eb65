package dev.fivetwenty.edge.crawl.site;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a site's `robots.txt` says to this crawler, RFC 9309. Immutable.
///
/// `Crawl-delay` is no part of that, and obeyed within reason, as most who write it expect.
public final class Robots {

  /// Of a file, RFC 9309 §2.5; the rest is not read.
  public static final int MOST_BYTES = 500 << 10;

  /// What the crawler is called there. The name in its User-Agent, which it leaves in logs, will do as well.
  static final String PRODUCT = "fivetwenty";

  private static final int MOST_SITEMAPS = 20;
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);

  /// There is no file: everything is allowed.
  public static final Robots NONE = new Robots(List.of(), Duration.ZERO, List.of());

  /// There is no knowing: nothing is allowed, RFC 9309 §2.3.1.4.
  public static final Robots UNREACHABLE = new Robots(List.of(new Rule(false, "/")), Duration.ZERO, List.of());

  private final List<Rule> rules;
  private final Duration delay;
  private final List<String> sitemaps;

  private record Rule(boolean allows, String pattern) {}

  /// What the file says to one name.
  private static final class Group {
    private final List<Rule> rules = new ArrayList<>();
    private Duration delay = Duration.ZERO;
    private boolean isThere;
  }

  private Robots(List<Rule> rules, Duration delay, List<String> sitemaps) {
    this.rules = rules;
    this.delay = delay;
    this.sitemaps = sitemaps;
  }

  public static Robots parse(byte[] file) {
    var own = new Group();
    var everybody = new Group();
    var sitemaps = new ArrayList<String>();
    boolean naming = false;
    boolean toUs = false;
    boolean toAll = false;
    for (String line : new String(file, 0, Math.min(file.length, MOST_BYTES), UTF_8).split("[\r\n]+")) {
      String text = line.replaceFirst("#.*", "");
      int colon = text.indexOf(':');
      if (colon < 0) continue;
      String key = text.substring(0, colon).replace("\uFEFF", "").strip().toLowerCase(Locale.ROOT);
      String value = text.substring(colon + 1).strip();
      if (key.equals("sitemap")) {
        if (sitemaps.size() < MOST_SITEMAPS) sitemaps.add(value);
      } else if (key.equals("user-agent")) {
        // Several names in a row have what follows in common.
        toUs = isUs(value) || naming && toUs;
        toAll = value.equals("*") || naming && toAll;
        naming = true;
        own.isThere |= toUs;
      } else {
        naming = false;
        if (toUs) add(own, key, value);
        if (toAll) add(everybody, key, value);
      }
    }
    Group chosen = own.isThere ? own : everybody;
    return new Robots(List.copyOf(chosen.rules), chosen.delay, List.copyOf(sitemaps));
  }

  private static boolean isUs(String value) {
    String name = value.replaceFirst("[/\\s].*", "");
    return name.equalsIgnoreCase(PRODUCT) || name.equalsIgnoreCase(PRODUCT + "-crawl");
  }

  private static void add(Group group, String key, String value) {
    boolean allows = key.equals("allow");
    if (allows || key.equals("disallow")) {
      if (!value.isEmpty()) group.rules.add(new Rule(allows, plain(value)));
    } else if (key.equals("crawl-delay") && value.matches("\\d{1,6}(\\.\\d{1,3})?")) {
      var wanted = Duration.ofMillis((long) (Double.parseDouble(value) * 1000));
      group.delay = wanted.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : wanted;
    }
  }

  /// Returns whether it may be asked for; of rules that fit the longest counts, and of two as long the one that
  /// allows.
  ///
  /// @param target path and query
  public boolean allows(String target) {
    String plain = plain(target);
    Rule most = null;
    for (Rule rule : rules) {
      int length = rule.pattern.length();
      boolean more = most == null || length > most.pattern.length()
          || length == most.pattern.length() && rule.allows;
      if (more && fits(rule.pattern, plain)) most = rule;
    }
    return most == null || most.allows;
  }

  /// Returns the time that the site wants between two requests; zero where it does not say.
  public Duration delay() {
    return delay;
  }

  public List<String> sitemaps() {
    return sitemaps;
  }

  /// Looks for the parts between `*` one behind the other, each where it stands first.
  private static boolean fits(String pattern, String target) {
    boolean toEnd = pattern.endsWith("$");
    String body = toEnd ? pattern.substring(0, pattern.length() - 1) : pattern;
    int at = 0;
    int from = 0;
    while (true) {
      int star = body.indexOf('*', from);
      String part = body.substring(from, star < 0 ? body.length() : star);
      if (star < 0 && toEnd && from > 0) return target.length() - part.length() >= at && target.endsWith(part);
      int found = from == 0 ? (target.startsWith(part) ? 0 : -1) : target.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length();
      if (star < 0) return !toEnd || at == target.length();
      from = star + 1;
    }
  }

  /// Makes spellings equal that mean the same, RFC 9309 §2.2.2: what needs no encoding has none, what does has
  /// upper-case digits.
  private static String plain(String text) {
    var plain = new StringBuilder(text.length());
    byte[] octets = text.getBytes(UTF_8);
    for (int i = 0; i < octets.length; i++) {
      int octet = octets[i] & 0xFF;
      boolean encoded = octet == '%' && i + 2 < octets.length && digit(octets[i + 1]) >= 0 && digit(octets[i + 2]) >= 0;
      if (encoded) {
        octet = digit(octets[i + 1]) << 4 | digit(octets[i + 2]);
        i += 2;
      }
      boolean asIs = encoded ? isUnreserved(octet) : octet > ' ' && octet < 0x7F;
      if (asIs) plain.append((char) octet);
      else plain.append("%%%02X".formatted(octet));
    }
    return plain.toString();
  }

  private static int digit(byte octet) {
    return Character.digit(octet, 16);
  }

  private static boolean isUnreserved(int octet) {
    return octet >= 'a' && octet <= 'z' || octet >= 'A' && octet <= 'Z' || octet >= '0' && octet <= '9'
        || "-._~".indexOf(octet) >= 0;
  }
}
