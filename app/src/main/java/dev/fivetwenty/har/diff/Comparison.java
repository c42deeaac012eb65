package dev.fivetwenty.har.diff;

import dev.fivetwenty.cause.Family;
import dev.fivetwenty.har.NameValue;
import dev.fivetwenty.har.diff.Difference.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// Compares two sides of a pair.
final class Comparison {

  /// Growth of a field below this is a counter that got a digit more.
  static final int NOTICE_BYTES = 16;

  /// One sample says nothing unless one side took several times as long, and a person would notice.
  private static final double TIMES = 3;
  private static final double NOTICE_MS = 250;

  private final Side direct;
  private final Side proxied;
  private final List<Difference> found = new ArrayList<>();

  private Comparison(Side direct, Side proxied) {
    this.direct = direct;
    this.proxied = proxied;
  }

  static List<Difference> between(Side direct, Side proxied) {
    var comparison = new Comparison(direct, proxied);
    comparison.outcome();
    boolean comparable = !direct.isFailure() && !proxied.isFailure();
    comparison.fields();
    if (comparable) comparison.content();
    comparison.rest();
    comparison.found.sort((a, b) -> a.kind().compareTo(b.kind()));
    return comparison.found;
  }

  private void add(Kind kind, String what, String here, String there, boolean folded) {
    found.add(new Difference(kind, what, here, there, folded));
  }

  private void outcome() {
    boolean broken = direct.isBroken() || proxied.isBroken();
    if (broken && !direct.outcome().equals(proxied.outcome())) {
      add(Kind.OUTCOME, "", direct.outcome(), proxied.outcome(), false);
    } else if (direct.status() != proxied.status()) {
      add(Kind.STATUS, "", Integer.toString(direct.status()), Integer.toString(proxied.status()), false);
    }
    boolean measured = direct.section() >= 0 && proxied.section() >= 0;
    long grown = Math.abs(direct.section() - proxied.section());
    if (measured && grown >= NOTICE_BYTES) {
      // What the fields do not explain is explained by those that proxies add.
      add(Kind.SECTION_SIZE, "", Long.toString(direct.section()), Long.toString(proxied.section()), true);
    }
  }

  /// Returns whether a field says nothing: those of an error page say nothing of those of the page. A reply
  /// that was refused for its section has them as far as they were kept, so there only what it has more says something.
  private boolean isFolded(int here, int there) {
    if (!direct.isFailure() && !proxied.isFailure()) return false;
    if (isTooLarge(direct) && !proxied.isFailure()) return here <= there;
    if (isTooLarge(proxied) && !direct.isFailure()) return there <= here;
    return true;
  }

  private static boolean isTooLarge(Side side) {
    return side.cause().filter(c -> c.family() == Family.HEADER_SECTION_TOO_LARGE).isPresent();
  }

  private void fields() {
    Map<String, List<NameValue>> here = byName(direct);
    Map<String, List<NameValue>> there = byName(proxied);
    here.forEach((name, fields) -> {
      if (!there.containsKey(name)) {
        add(Kind.HEADER_REMOVED, name, value(fields), "", isFolded(bytes(fields), 0) || isNoise(name, fields));
      }
    });
    there.forEach((name, fields) -> {
      List<NameValue> before = here.get(name);
      if (before == null) {
        add(Kind.HEADER_ADDED, name, "", value(fields), isFolded(0, bytes(fields)) || isNoise(name, fields));
      } else {
        changed(name, before, fields);
      }
    });
  }

  private void changed(String name, List<NameValue> all, List<NameValue> allAfter) {
    boolean noise = isNoise(name, all) && isNoise(name, allAfter);
    List<NameValue> before = noise ? all : withoutNoise(name, all);
    List<NameValue> after = noise ? allAfter : withoutNoise(name, allAfter);
    if (value(before).equals(value(after))) return;
    int grown = bytes(after) - bytes(before);
    Kind kind = Math.abs(grown) >= NOTICE_BYTES ? Kind.HEADER_GROWN : Kind.HEADER_CHANGED;
    add(kind, name, value(before), value(after), noise || isFolded(bytes(before), bytes(after)));
  }

  /// A CDN's own cookies stand among those of the origin.
  private static List<NameValue> withoutNoise(String name, List<NameValue> fields) {
    return fields.stream().filter(f -> !EdgeNoise.isField(name, f.value())).toList();
  }

  private static boolean isNoise(String name, List<NameValue> fields) {
    return fields.stream().allMatch(f -> EdgeNoise.isField(name, f.value()));
  }

  private static Map<String, List<NameValue>> byName(Side side) {
    var fields = new LinkedHashMap<String, List<NameValue>>();
    for (NameValue field : side.fields()) {
      String name = field.name().toLowerCase(Locale.ROOT);
      fields.computeIfAbsent(name, _ -> new ArrayList<>()).add(field);
    }
    return fields;
  }

  private static String value(List<NameValue> fields) {
    return String.join("\n", fields.stream().map(NameValue::value).toList());
  }

  static int bytes(List<NameValue> fields) {
    return fields.stream().mapToInt(NameValue::lineBytes).sum();
  }

  private void content() {
    boolean known = !direct.contentHash().isEmpty() && !proxied.contentHash().isEmpty();
    if (known && !direct.contentHash().equals(proxied.contentHash())) {
      add(Kind.CONTENT, "", direct.contentHash(), proxied.contentHash(), false);
    }
    boolean sized = direct.contentSize() >= 0 && proxied.contentSize() >= 0;
    if (sized && direct.contentSize() != proxied.contentSize()) {
      add(Kind.CONTENT_SIZE, "", Long.toString(direct.contentSize()),
          Long.toString(proxied.contentSize()), false);
    }
    if (!Objects.equals(path(direct.redirect()), path(proxied.redirect()))) {
      add(Kind.REDIRECT, "", direct.redirect(), proxied.redirect(), false);
    }
  }

  /// A redirect to the other host of the same site is the same.
  private static String path(String url) {
    int scheme = url.indexOf("://");
    if (scheme < 0) return url;
    int path = url.indexOf('/', scheme + 3);
    return path < 0 ? "/" : url.substring(path);
  }

  /// Each hop has its own; what is wrong with one is the outcome of that side.
  private void tls(String what, String here, String there) {
    boolean known = !here.isEmpty() && !there.isEmpty();
    if (known && !here.equals(there)) add(Kind.TLS, what, here, there, true);
  }

  private void rest() {
    String here = direct.protocol().toLowerCase(Locale.ROOT).replace("h2", "http/2.0");
    String there = proxied.protocol().toLowerCase(Locale.ROOT).replace("h2", "http/2.0");
    if (!here.equals(there)) {
      add(Kind.PROTOCOL, "", direct.protocol(), proxied.protocol(), EdgeNoise.isProtocol(here, there)
          || direct.isBroken() || proxied.isBroken());
    }
    tls("version", direct.tls().protocol(), proxied.tls().protocol());
    tls("certificate", direct.tls().subject(), proxied.tls().subject());
    double less = Math.min(direct.waiting(), proxied.waiting());
    double more = Math.max(direct.waiting(), proxied.waiting());
    boolean noticed = less >= 0 && more - less > NOTICE_MS && more > TIMES * Math.max(1, less);
    if (noticed) {
      // Shown, and no reason to call the files different: the next sample may say otherwise.
      add(Kind.TIME, "wait", Math.round(direct.waiting()) + " ms", Math.round(proxied.waiting()) + " ms", true);
    }
  }
}
