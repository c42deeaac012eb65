package dev.fivetwenty.incident.notice;

import dev.fivetwenty.incident.GroupKey;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/// Makes a document of what is new and hands it to a webhook: public contract, additive changes only.
///
/// Closing it closes the webhook.
public final class Announcer implements AutoCloseable {

  private static final int SCHEMA_VERSION = 1;

  /// Rates are of minutes; looking at them more often shows nothing new.
  private static final long LOOK_MILLIS = 1000;

  private final Webhook hook;
  private final String site;
  private final BurnRate rates;
  private final Alarm alarm;
  private final InstantSource clock;
  private long lookedAt = Long.MIN_VALUE;

  /// @param site suffix of this edge's Ray IDs
  public Announcer(Webhook hook, String site, BurnRate rates, InstantSource clock) {
    this.hook = hook;
    this.site = site;
    this.rates = rates;
    this.clock = clock;
    alarm = new Alarm(rates);
  }

  /// Tells of kinds of failures that were never seen before; what did not fail is passed over.
  public void newGroups(Set<GroupKey> added) {
    for (GroupKey key : added) {
      if (!key.cause().isEmpty()) newGroup(key);
    }
  }

  private void newGroup(GroupKey key) {
    var group = new LinkedHashMap<String, Object>();
    group.put("id", key.id());
    group.put("cause", key.cause());
    group.put("origin", key.origin());
    group.put("route", key.route());
    group.put("fingerprint", key.fingerprint());
    tell("new-group", "group", group);
  }

  /// Tells that visitors see kept copies, or that the origin is back.
  public void copies(CopySink.Standing standing) {
    var copies = new LinkedHashMap<String, Object>();
    copies.put("route", standing.route());
    copies.put("cause", standing.cause());
    copies.put("ray", standing.ray());
    copies.put("over", standing.over());
    copies.put("served", standing.served());
    copies.put("seconds", standing.lasted().toSeconds());
    tell("kept-copies", "keptCopies", copies);
  }

  /// Tells of a budget that has begun to burn; to be called often, by one thread.
  public void look() {
    long now = clock.millis();
    if (lookedAt != Long.MIN_VALUE && Math.abs(now - lookedAt) < LOOK_MILLIS) return;
    lookedAt = now;
    if (!alarm.isNew(now)) return;
    var windows = new LinkedHashMap<String, Object>();
    BurnCollector.WINDOWS.forEach((name, minutes) -> windows.put(name, rates.rate(now, minutes)));
    tell("burn-rate", "burnRate", windows);
  }

  private void tell(String event, String about, Map<String, Object> what) {
    var document = new LinkedHashMap<String, Object>();
    document.put("schemaVersion", SCHEMA_VERSION);
    document.put("event", event);
    document.put("at", clock.instant().toString());
    document.put("site", site);
    document.put(about, what);
    hook.offer(JsonMapper.shared().writeValueAsString(document));
  }

  public long delivered() {
    return hook.delivered();
  }

  /// Returns how many documents were given up, or found no room.
  public long dropped() {
    return hook.dropped();
  }

  @Override
  public void close() {
    hook.close();
  }
}
