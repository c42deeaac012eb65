package dev.fivetwenty.traffic;

import dev.fivetwenty.rules.value.Slice;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Tells requesters apart by their User-Agent. The same few thousand come again and again, so what was
/// found is remembered, in a table that a new one may take a place in. Confined to a thread.
public final class Requesters {

  private static final List<String> MONITORS =
      List.of("uptimerobot", "pingdom", "statuscake", "site24x7", "better uptime", "betterstack", "datadog",
          "newrelicpinger", "zabbix", "nagios", "check_http", "blackbox", "prometheus", "kube-probe",
          "elb-healthchecker", "googlehc", "healthcheck", "health-check", "freshping", "hetrixtools",
              "updown.io", "monitor");

  private static final List<String> CRAWLERS =
      List.of("googlebot", "google-inspectiontool", "bingbot", "bingpreview", "duckduckbot",
          "applebot", "yandex",
          "baiduspider", "slurp", "facebookexternalhit", "mediapartners-google", "bot/", "bot;",
              "bot)", "bot ",
          "crawler", "spider", "archive.org", "preview");

  private static final List<String> TOOLS =
      List.of("curl/", "wget/", "python", "go-http-client", "okhttp", "java/", "apache-httpclient",
          "libwww", "axios",
          "node-fetch", "undici", "ruby", "php/", "guzzle", "scrapy", "postman", "httpie",
              "fivetwenty", "headless");

  private static final int PLACES = 1 << 13;

  private final long[] hashes = new long[PLACES];
  private final Requester[] found = new Requester[PLACES];

  public Requester of(Slice agent) {
    if (agent.length() == 0) return Requester.UNKNOWN;
    long hash = hash(agent);
    int place = (int) (hash >>> 40) & PLACES - 1;
    if (hashes[place] == hash && found[place] != null) return found[place];
    hashes[place] = hash;
    found[place] = classify(agent);
    return found[place];
  }

  /// FNV-1a; a collision puts one request into the wrong column.
  private static long hash(Slice agent) {
    long hash = 0xcbf29ce484222325L;
    byte[] bytes = agent.bytes();
    for (int i = agent.from(); i < agent.to(); i++) hash = (hash ^ bytes[i]) * 0x100000001b3L;
    return hash ^ hash >>> 29;
  }

  private static Requester classify(Slice agent) {
    byte[] copy = Arrays.copyOfRange(agent.bytes(), agent.from(), agent.to());
    String text = new String(copy, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    if (MONITORS.stream().anyMatch(text::contains)) return Requester.MONITOR;
    if (CRAWLERS.stream().anyMatch(text::contains) || text.endsWith("bot")) return Requester.CRAWLER;
    if (TOOLS.stream().anyMatch(text::contains)) return Requester.TOOL;
    return text.startsWith("mozilla/") || text.startsWith("opera/") ? Requester.BROWSER : Requester.UNKNOWN;
  }
}
