package dev.fivetwenty.ranges.audit.read;

import dev.fivetwenty.ranges.audit.filter.Condition;
import dev.fivetwenty.ranges.audit.filter.Filter;
import dev.fivetwenty.ranges.audit.filter.FilterKind;
import dev.fivetwenty.ranges.audit.filter.Ports;
import dev.fivetwenty.ranges.audit.filter.Rule;
import dev.fivetwenty.ranges.audit.filter.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Reads what `aws ec2 describe-security-groups` prints, or a list of permissions. Several groups are
/// taken to be those of one host: what one of them lets in comes in.
final class AwsGroups {

  private final List<Rule> rules = new ArrayList<>();
  private String group = "";

  static boolean fits(JsonNode root) {
    return root.has("SecurityGroups") || root.path(0).has("IpProtocol") || root.path(0)
        .has("IpPermissions");
  }

  static Filter read(SourceText source, JsonNode root) {
    var reader = new AwsGroups();
    JsonNode groups = root.has("SecurityGroups") ? root.get("SecurityGroups") : root;
    String names = "";
    if (groups.path(0).has("IpPermissions")) {
      for (JsonNode group : groups) reader.group(group);
      names = ": " + groups.valueStream().map(g -> g.path("GroupId").asString(""))
          .collect(Collectors.joining(" "));
    } else {
      groups.forEach(reader::permission);
    }
    return Simple.filter(FilterKind.AWS, source.name() + names, reader.rules,
        Simple.end("no permission fits", new Target.Block("drop")));
  }

  private void group(JsonNode json) {
    group = json.path("GroupId").asString("") + " ";
    json.path("IpPermissions").forEach(this::permission);
  }

  private void permission(JsonNode permission) {
    String protocol = permission.path("IpProtocol").asString("-1");
    if (!protocol.equals("-1") && !protocol.equals("tcp") && !protocol.equals("6")) return;
    int from = permission.path("FromPort").asInt(0);
    int to = permission.path("ToPort").asInt(65_535);
    boolean all = protocol.equals("-1") || from < 0;
    Condition ports = new Condition.To(all ? Ports.between(0, 65_535) : Ports.between(from, to));
    String what = group + (all ? "all ports" : from == to ? "port " + from : "ports " + from + "-" + to);
    permission.path("IpRanges").forEach(r ->
        add(what, ports, Simple.sources(r.path("CidrIp").asString("")), r));
    permission.path("Ipv6Ranges")
        .forEach(r -> add(what, ports, Simple.sources(r.path("CidrIpv6").asString("")), r));
    for (JsonNode list : permission.path("PrefixListIds")) {
      String id = list.path("PrefixListId").asString("");
      add(what, ports, new Condition.Untold("what is in the prefix list " + id
          + " is not in the file"), list);
    }
    // Other groups are addresses of the own network, not of a CDN.
  }

  private void add(String what, Condition ports, Condition sender, JsonNode range) {
    String from = range.valueStream().filter(JsonNode::isString).map(JsonNode::asString).findFirst()
        .orElse("");
    int order = rules.size() + 1;
    rules.add(new Rule("permission " + order, order, what + " from " + from, List.of(ports, sender),
        Target.ACCEPT));
  }
}
