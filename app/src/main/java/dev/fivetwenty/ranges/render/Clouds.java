package dev.fivetwenty.ranges.render;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Documents for the filters of clouds.
final class Clouds {

  private static final JsonMapper INDENTED =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /// Where the rules of a network security group begin: before those that operators write by hand.
  private static final int FIRST_PRIORITY = 200;

  static String aws(Wanted wanted) {
    String origin = String.join(" ", wanted.origins()).replaceAll(":.*", "");
    var permissions = new ArrayList<Map<String, Object>>();
    for (int port : wanted.ports()) {
      var permission = new LinkedHashMap<String, Object>();
      permission.put("IpProtocol", "tcp");
      permission.put("FromPort", port);
      permission.put("ToPort", port);
      permission.put("IpRanges", blocks("CidrIp", wanted.ipv4(), origin));
      permission.put("Ipv6Ranges", blocks("CidrIpv6", wanted.ipv6(), origin));
      permissions.add(permission);
    }
    return text(permissions);
  }

  private static List<Map<String, Object>> blocks(String name, List<String> blocks, String origin) {
    return blocks.stream()
        .<Map<String, Object>>map(
            block -> {
              var shown = new LinkedHashMap<String, Object>();
              shown.put(name, block);
              shown.put("Description", origin);
              return shown;
            })
        .toList();
  }

  static String azure(Wanted wanted) {
    var ports = wanted.ports().stream().map(String::valueOf).toList();
    return text(
        List.of(
            rule("AllowEdgeIPv4", FIRST_PRIORITY, "Allow", wanted.ipv4(), ports),
            rule("AllowEdgeIPv6", FIRST_PRIORITY + 1, "Allow", wanted.ipv6(), ports),
            rule("DenyAllButEdge", FIRST_PRIORITY + 2, "Deny", List.of("*"), ports)));
  }

  private static Map<String, Object> rule(
      String name, int priority, String access, List<String> sources, List<String> ports) {
    var properties = new LinkedHashMap<String, Object>();
    properties.put("priority", priority);
    properties.put("direction", "Inbound");
    properties.put("access", access);
    properties.put("protocol", "Tcp");
    if (sources.equals(List.of("*"))) properties.put("sourceAddressPrefix", "*");
    else properties.put("sourceAddressPrefixes", sources);
    properties.put("sourcePortRange", "*");
    properties.put("destinationAddressPrefix", "*");
    properties.put("destinationPortRanges", ports);
    var rule = new LinkedHashMap<String, Object>();
    rule.put("name", name);
    rule.put("properties", properties);
    return rule;
  }

  private static String text(Object document) {
    return INDENTED.writeValueAsString(document).replace("\r\n", "\n") + "\n";
  }

  private Clouds() {}
}
