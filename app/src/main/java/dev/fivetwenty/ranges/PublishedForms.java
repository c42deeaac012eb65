package dev.fivetwenty.ranges;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The forms in which CDNs publish their ranges, told apart by what is in them.
///
/// Lines of blocks (`ips-v4`), Cloudflare's API, Fastly's `public-ip-list`, CloudFront's own list and
/// the `ip-ranges.json` of AWS, of which only the service `CLOUDFRONT` is taken.
final class PublishedForms {

  /// The blocks of a list as they are written there, and its version where it has one.
  record Content(List<String> blocks, Optional<String> version) {
    Content {
      blocks = blocks.stream().distinct().toList();
    }
  }

  private static final String[] LISTS_OF_TEXT = {
    "/result/ipv4_cidrs", "/result/ipv6_cidrs", "/result/jdcloud_cidrs",
    "/addresses", "/ipv6_addresses",
    "/CLOUDFRONT_GLOBAL_IP_LIST", "/CLOUDFRONT_REGIONAL_EDGE_IP_LIST"
  };

  static Content read(String text) {
    String body = text.strip();
    return body.startsWith("{") ? document(body) : new Content(lines(body), Optional.empty());
  }

  private static List<String> lines(String text) {
    return text.lines().map(line -> line.replaceFirst("#.*", "").strip())
        .filter(line -> !line.isEmpty() && !line.contains(": ")).toList();
  }

  private static Content document(String text) {
    JsonNode root = parse(text);
    if (root.has("success") && !root.get("success").asBoolean(false)) {
      throw new UnfitList("it says that it is no success");
    }
    var blocks = new ArrayList<String>();
    for (String list : LISTS_OF_TEXT) {
      for (JsonNode block : root.at(list)) blocks.add(block.asString(""));
    }
    for (JsonNode prefix : root.at("/prefixes")) take(prefix, "ip_prefix", blocks);
    for (JsonNode prefix : root.at("/ipv6_prefixes")) take(prefix, "ipv6_prefix", blocks);
    String version = root.at("/result/etag").asString(root.at("/syncToken").asString(""));
    return new Content(blocks, Optional.of(version).filter(v -> !v.isEmpty()));
  }

  private static JsonNode parse(String text) {
    try {
      return JsonMapper.shared().readTree(text);
    } catch (JacksonException broken) {
      throw new UnfitList("it is no JSON: " + broken.getOriginalMessage());
    }
  }

  private static void take(JsonNode prefix, String name, List<String> blocks) {
    boolean edge = prefix.path("service").asString("").equals("CLOUDFRONT");
    if (edge) blocks.add(prefix.path(name).asString(""));
  }

  private PublishedForms() {}
}
