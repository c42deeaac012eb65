package dev.fivetwenty.cli.story;

import dev.fivetwenty.incident.Group;
import java.util.LinkedHashMap;
import java.util.Map;

/// A group for programs.
final class GroupJson {

  static Map<String, Object> of(Group group) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("id", group.id());
    shown.put("cause", group.cause().isEmpty() ? null : group.cause());
    shown.put("origin", group.origin());
    shown.put("route", group.route());
    shown.put("fingerprint", group.fingerprint());
    shown.put("firstSeen", group.firstSeen().toString());
    shown.put("lastSeen", group.lastSeen().toString());
    shown.put("count", group.count());
    shown.put("requests", group.requests() == 0 ? null : group.requests());
    shown.put("share", group.requests() == 0 ? null : group.share());
    shown.put("routes", group.routes());
    shown.put("bySite", group.bySite());
    shown.put("byPeer", group.byPeer());
    return shown;
  }

  private GroupJson() {}
}
