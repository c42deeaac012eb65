package dev.fivetwenty.cli.service;

import dev.fivetwenty.admin.Copies;
import dev.fivetwenty.archive.Archive;
import dev.fivetwenty.archive.Figures;
import dev.fivetwenty.edge.Edge;
import dev.fivetwenty.edge.crawl.CrawlFigures;
import dev.fivetwenty.policy.alwaysonline.Asked;
import dev.fivetwenty.policy.alwaysonline.Copy;
import dev.fivetwenty.policy.alwaysonline.Decision;
import dev.fivetwenty.policy.alwaysonline.Refusal;
import dev.fivetwenty.policy.alwaysonline.Trouble;
import dev.fivetwenty.policy.alwaysonline.field.HeadFields;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Answers operators about the copies of an edge that runs.
record CopyDesk(Edge edge, Archive archive) implements Copies {

  private static final Decision NO_TRIGGER = new Decision.Refuse(Refusal.NO_TRIGGER);

  @Override
  public Map<String, Object> status() {
    Figures now = archive.figures();
    var status = new LinkedHashMap<String, Object>();
    status.put("copies", now.copies());
    status.put("bytes", now.bytes());
    status.put("inMemory", now.inMemory());
    status.put("kept", now.kept());
    status.put("evicted", now.evicted());
    status.put("lost", now.lost());
    var dropped = new TreeMap<String, Long>();
    now.dropped().forEach((why, count) -> dropped.put(why.slug(), count));
    status.put("dropped", dropped);
    status.put("notKept", edge.copyCounts().notKept());
    status.put("notServed", edge.copyCounts().notServed());
    status.put("served", edge.copyCounts().served());
    status.put("crawls", edge.crawls().stream().map(CopyDesk::shape).toList());
    return status;
  }

  private static Map<String, Object> shape(CrawlFigures crawl) {
    var shape = new LinkedHashMap<String, Object>();
    shape.put("route", crawl.route());
    shape.put("running", crawl.running());
    crawl.began().ifPresent(at -> shape.put("began", at.toString()));
    crawl.ended().ifPresent(at -> shape.put("ended", at.toString()));
    crawl.last().ifPresent(end -> shape.put("end", end.slug()));
    shape.put("bytes", crawl.bytes());
    var urls = new LinkedHashMap<String, Long>();
    crawl.outcomes().forEach((outcome, count) -> urls.put(outcome.slug(), count));
    shape.put("urls", urls);
    var rounds = new LinkedHashMap<String, Long>();
    crawl.rounds().forEach((end, count) -> rounds.put(end.slug(), count));
    shape.put("rounds", rounds);
    return shape;
  }

  @Override
  public int crawl() {
    edge.crawlNow();
    return edge.crawls().size();
  }

  @Override
  public List<Map<String, Object>> list(String prefix, int limit) {
    var found = new ArrayList<Copy>();
    archive.each(copy -> {
      if (copy.key().startsWith(prefix)) found.add(copy);
    });
    found.sort(Comparator.comparingLong(Copy::length).reversed().thenComparing(Copy::key));
    return found.stream().limit(limit).map(CopyDesk::shape).toList();
  }

  @Override
  public List<Map<String, Object>> show(String url) {
    return archive.find(url).stream().map(CopyDesk::whole).toList();
  }

  /// Returns a copy as JSON has it.
  static Map<String, Object> shape(Copy copy) {
    var shape = new LinkedHashMap<String, Object>();
    shape.put("url", copy.key());
    shape.put("status", copy.status());
    shape.put("received", copy.received().toString());
    shape.put("bytes", copy.length());
    shape.put("coding", copy.variant().coding());
    shape.put("vary", copy.variant().names());
    return shape;
  }

  /// Returns a copy with its fields.
  static Map<String, Object> whole(Copy copy) {
    Map<String, Object> shape = shape(copy);
    shape.put("sha256", copy.hash());
    var fields = new ArrayList<String>();
    for (int i = 0; i < copy.fields().count(); i++) {
      int from = copy.fields().nameStart(i);
      int to = copy.fields().nameEnd(i);
      String name = new String(copy.fields().bytes(), from, to - from, StandardCharsets.ISO_8859_1);
      fields.add(name + ": " + copy.fields().value(i));
    }
    shape.put("fields", fields);
    return shape;
  }

  @Override
  public int purge(String url, boolean prefix) {
    return archive.remove(copy -> prefix ? copy.key().startsWith(url) : copy.key().equals(url));
  }

  @Override
  public Map<String, Object> test(String url, List<String> fields, int status) {
    Asked asked = asked(url, fields);
    Optional<Decision> decision = edge.decide(asked, new Trouble(status, false));
    // Then it may be one that the origin answers with.
    if (decision.filter(NO_TRIGGER::equals).isPresent()) decision = edge.decide(asked, new Trouble(status, true));
    var result = new LinkedHashMap<String, Object>();
    result.put("url", url);
    result.put("served", decision.filter(Decision.Serve.class::isInstance).isPresent());
    if (decision.isEmpty()) {
      result.put("reason", "off");
      result.put("text", "no route has always_online for it");
      result.put("advice", "always_online: true on its route keeps copies");
      return result;
    }
    switch (decision.get()) {
      case Decision.Refuse(var why) -> refused(asked, why, result);
      case Decision.Serve(Copy copy, long age, long ttl) -> {
        result.put("age", age);
        result.put("ttl", ttl);
        result.put("copy", shape(copy));
      }
    }
    return result;
  }

  private void refused(Asked asked, Refusal why, Map<String, Object> result) {
    result.put("reason", why.slug());
    result.put("text", why.text());
    Optional<Refusal> earlier =
        why == Refusal.NO_COPY ? edge.copyCounts().lastNotKept(asked.key()) : Optional.empty();
    earlier.ifPresent(e -> result.put("notKept", Map.of("reason", e.slug(), "text", e.text())));
    result.put("advice", CopyAdvice.of(earlier.orElse(why)));
  }

  private static Asked asked(String url, List<String> fields) {
    URI uri = parsed(url);
    boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!http || uri.getRawAuthority() == null) throw new IllegalArgumentException("no URL of a page: " + url);
    for (String field : fields) {
      if (field.indexOf(':') < 1) throw new IllegalArgumentException("no field, which is name: value, but " + field);
    }
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String target = uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    return new Asked(
        "GET", uri.getScheme(), uri.getRawAuthority(), target, HeadFields.of(fields.toArray(String[]::new)), false,
        false);
  }

  private static URI parsed(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException wrong) {
      throw new IllegalArgumentException("no URL of a page: " + url + ": " + wrong.getReason().toLowerCase(Locale.ROOT), wrong);
    }
  }
}
