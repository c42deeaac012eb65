package dev.fivetwenty.ranges.audit.read;

import dev.fivetwenty.ranges.audit.filter.Condition;
import dev.fivetwenty.ranges.audit.filter.Filter;
import dev.fivetwenty.ranges.audit.read.web.Apache;
import dev.fivetwenty.ranges.audit.read.web.Nginx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Tells by its content what a file is, and reads it. Files may be parts of one filter: sets of
/// `ipset save` serve the rules of all the others, the files of firewalld, CSF and nginx each other.
public final class Filters {

  private final List<Filter> filters = new ArrayList<>();
  private final Map<Condition.InSet, Condition> sets = new LinkedHashMap<>();
  private final List<SourceText> nginx = new ArrayList<>();
  private Optional<Csf> csf = Optional.empty();
  private Optional<Firewalld> firewalld = Optional.empty();

  private Filters() {}

  /// @throws UnreadableFilter with the name of the file, for one that is none of the known kinds
  public static List<Filter> read(List<SourceText> files) {
    var reader = new Filters();
    for (SourceText file : files) {
      try {
        reader.add(file);
      } catch (UnreadableFilter problem) {
        throw new UnreadableFilter(file.name() + ": " + problem.getMessage());
      }
    }
    reader.filters.addAll(Nginx.read(reader.nginx));
    reader.csf.map(Csf::filter).ifPresent(reader.filters::add);
    reader.firewalld.flatMap(Firewalld::filter).ifPresent(reader.filters::add);
    if (reader.filters.isEmpty()) {
      throw new UnreadableFilter("nothing in the files lets in or keeps out: "
          + String.join(", ", files.stream().map(SourceText::name).toList()));
    }
    return reader.filters.stream().map(filter -> filter.withSets(Map.copyOf(reader.sets))).toList();
  }

  private void add(SourceText file) {
    String text = file.text().strip();
    if (IpsetSave.fits(text)) sets.putAll(IpsetSave.read(file));
    else if (Fail2banStatus.fits(text)) filters.addAll(Fail2banStatus.read(file));
    else if (isJson(text)) filters.add(json(file));
    else if (IptablesSave.fits(text)) filters.addAll(IptablesSave.read(file));
    else if (text.startsWith("<") && Firewalld.fits(text)) zone(file);
    else if (UfwStatus.fits(text)) filters.add(UfwStatus.read(file));
    else if (Csf.fits(file)) partOfCsf(file);
    else if (IpRoutes.fits(text)) filters.addAll(IpRoutes.read(file));
    else if (Nginx.fits(text)) nginx.add(file);
    else if (Apache.fits(text)) filters.addAll(Apache.read(file));
    else if (text.startsWith("table ")) {
      throw new UnreadableFilter("this is what nft list ruleset prints: give what nft -j list ruleset prints");
    } else {
      throw new UnreadableFilter(
          "this is none of: iptables-save, nft -j list ruleset, ipset save, ufw status or user.rules, firewalld's XML,"
              + " nginx, Apache, fail2ban-client status, csf.conf/allow/deny, security groups of AWS, ip route");
    }
  }

  private static boolean isJson(String text) {
    return text.startsWith("{") || text.startsWith("[") && text.substring(1).stripLeading().startsWith("{");
  }

  private void zone(SourceText file) {
    if (firewalld.isEmpty()) firewalld = Optional.of(new Firewalld());
    firewalld.get().add(file);
  }

  private void partOfCsf(SourceText file) {
    if (csf.isEmpty()) csf = Optional.of(new Csf());
    csf.get().add(file);
  }

  private static Filter json(SourceText file) {
    JsonNode root = parse(file.text());
    if (root.has("nftables")) return NftJson.read(file, root);
    if (AwsGroups.fits(root)) return AwsGroups.read(file, root);
    throw new UnreadableFilter("this JSON is neither of nft -j list ruleset nor of aws ec2 describe-security-groups");
  }

  private static JsonNode parse(String text) {
    try {
      return JsonMapper.shared().readTree(text);
    } catch (JacksonException broken) {
      throw new UnreadableFilter("it is no JSON: " + broken.getOriginalMessage());
    }
  }
}
