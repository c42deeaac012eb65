package dev.fivetwenty.cli.alwaysonline;

import static java.time.temporal.ChronoUnit.SECONDS;

import dev.fivetwenty.cli.render.Amount;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// What an edge says of its copies, as text.
public final class CopiesText {

  private final PrintStream out;

  public CopiesText(PrintStream out) {
    this.out = out;
  }

  public void status(JsonNode status) {
    kept(status);
    out.printf(
        "since the edge started: %s kept, %s evicted, %s lost%n", number(status, "kept"), number(status, "evicted"),
        number(status, "lost"));
    counts("served instead of", status.get("served"));
    counts("failures without a copy", status.get("notServed"));
    counts("responses not kept", status.get("notKept"));
    counts("copies dropped", status.get("dropped"));
    status.get("crawls").forEach(this::crawl);
  }

  /// What there is.
  public void kept(JsonNode status) {
    out.printf(
        "%s, %s on disk", Amount.count(status.get("copies").asLong(), "copy", "copies"),
        Amount.bytes(status.get("bytes").asLong()));
    if (status.has("inMemory")) out.printf("; contents in memory: %s", Amount.bytes(status.get("inMemory").asLong()));
    if (status.has("newest")) out.printf(", from %s to %s", time(status.get("oldest")), time(status.get("newest")));
    out.println();
  }

  private static String number(JsonNode of, String name) {
    return Amount.number(of.get(name).asLong());
  }

  /// Tells what was begun.
  public void crawls(JsonNode began) {
    out.printf(
        "%s a round; what comes of it: fivetwenty always-online status%n",
        Amount.count(began.get("began").asLong(), "crawl begins", "crawls begin"));
  }

  private void crawl(JsonNode crawl) {
    String now = "no round yet";
    if (crawl.get("running").asBoolean()) now = "in a round since " + time(crawl.get("began"));
    else if (crawl.has("ended")) now = "last round " + crawl.get("end").asString() + ", " + time(crawl.get("ended"));
    counts("crawl of " + crawl.get("route").asString() + ", " + now, crawl.get("urls"));
  }

  private static Instant time(JsonNode text) {
    return Instant.parse(text.asString()).truncatedTo(SECONDS);
  }

  private void counts(String what, JsonNode counts) {
    out.println(what + ":");
    boolean any = false;
    for (Map.Entry<String, JsonNode> one : counts.properties()) {
      if (one.getValue().asLong() == 0) continue;
      out.printf("  %-20s %d%n", one.getKey(), one.getValue().asLong());
      any = true;
    }
    if (!any) out.println("  none");
  }

  public void list(JsonNode copies) {
    if (copies.isEmpty()) out.println("there are no such copies");
    copies.forEach(copy -> out.println(line(copy)));
  }

  /// Returns for example `2026-11-25T12:00:00Z  200     1234 gzip  https://shop.example/`.
  private static String line(JsonNode copy) {
    String coding = copy.get("coding").asString();
    return "%s  %d %8d %-5s %s".formatted(
        time(copy.get("received")),
        copy.get("status").asInt(), copy.get("bytes").asLong(),
        coding.isEmpty() ? "-" : coding, printable(copy.get("url").asString()));
  }

  public void show(JsonNode copies) {
    if (copies.isEmpty()) out.println("there is no copy of that URL");
    copies.forEach(copy -> {
      out.println(line(copy));
      out.println("  sha256 " + copy.get("sha256").asString());
      copy.get("fields").forEach(field -> out.println("  " + printable(field.asString())));
    });
  }

  public void test(JsonNode result) {
    if (result.get("served").asBoolean()) {
      out.printf(
          "served, %s s old, %s:%n", result.get("age").asString(), freshness(result.get("ttl").asLong()));
      out.println("  " + line(result.get("copy")));
    } else {
      out.println("not served: " + reason(result));
      if (result.has("notKept")) out.println("  the last response was not kept: " + reason(result.get("notKept")));
      String advice = result.get("advice").asString();
      if (!advice.isEmpty()) out.println("  what to do: " + advice);
    }
  }

  private static String reason(JsonNode refused) {
    return refused.get("text").asString() + " (" + refused.get("reason").asString() + ")";
  }

  private static String freshness(long ttl) {
    return ttl >= 0 ? "fresh for " + ttl + " s" : "stale for " + -ttl + " s";
  }

  /// A value of a response goes to a terminal: controls do not.
  private static String printable(String text) {
    return text.codePoints().map(c -> c < ' ' || c >= 0x7F && c < 0xA0 ? '?' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
  }
}
