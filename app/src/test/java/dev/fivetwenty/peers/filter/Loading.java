package dev.fivetwenty.peers.filter;

import dev.fivetwenty.ranges.AuditCases;
import dev.fivetwenty.ranges.RandomRules;
import dev.fivetwenty.ranges.audit.read.SourceText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A set of rules on its way into the kernel, and what is audited of it: the files as they were written, and the
/// dumps of what was loaded.
///
/// @param written what was written by hand as a dump; empty where it was not
/// @param dumps   names of the dumps
/// @param nft     whether `nft` shows what iptables loaded, much of which it has no words for
public record Loading(
    Kernel.Rules rules, List<SourceText> written, List<String> dumps, boolean nft) {

  /// Programs that load, with the dump that shows it and the command for that.
  private enum Program {
    IPSET("ipset restore <", "sets.dump", "ipset save"),
    IPTABLES("iptables-restore <", "v4.dump", "iptables-save"),
    IP6TABLES("ip6tables-restore <", "v6.dump", "ip6tables-save"),
    NFT_JSON("nft -j -f ", NFT, "nft -j list ruleset"),
    NFT_TEXT("nft -f ", NFT, "nft -j list ruleset");

    private final String load;
    private final String dump;
    private final String save;

    Program(String load, String dump, String save) {
      this.load = load;
      this.dump = dump;
      this.save = save;
    }

    private static Program of(SourceText file) {
      String text = file.text();
      if (text.startsWith("create ")) return IPSET;
      if (text.startsWith("{")) return NFT_JSON;
      if (!text.contains("*filter")) return NFT_TEXT;
      return text.contains("ip6tables-save") ? IP6TABLES : IPTABLES;
    }
  }

  private static final String NFT = "nft.dump";
  private static final Pattern TABLE = Pattern.compile("\"family\":\"(\\w+)\",\"table\":\"(\\w+)\"");

  /// Takes what the cases have as dumps.
  public static Loading of(Kernel kernel, AuditCases.Case one) throws IOException {
    String text = one.files().stream().map(SourceText::text).collect(Collectors.joining("\n"));
    return of(kernel, one.name(), one.files(), true, Senders.of(text));
  }

  /// Takes a block of `loaded.rules`: its name, and texts for one or several programs.
  public static Loading of(Kernel kernel, String block) throws IOException {
    int end = block.indexOf('\n');
    String text = block.substring(end + 1);
    var files = Stream.of(text.split("(?m)^@@\n")).map(part -> new SourceText("", part, List.of())).toList();
    return of(kernel, block.substring(0, end), files, false, Senders.of(text));
  }

  /// Takes random rules, for iptables and for nft.
  public static List<Loading> of(Kernel kernel, long seed, RandomRules rules) throws IOException {
    var senders = IntStream.range(0, RandomRules.SENDERS).boxed()
        .flatMap(n -> Stream.of("198.51.100." + n, "2001:db8::" + Integer.toHexString(n))).toList();
    var iptables = Stream.of(rules.sets(), rules.iptables(false), rules.iptables(true))
        .filter(text -> !text.isEmpty()).map(text -> new SourceText("", text, List.of())).toList();
    var nft = List.of(new SourceText("", rules.nft(), List.of()));
    return List.of(
        of(kernel, "iptables, -Dseed=" + seed, iptables, true, senders),
        of(kernel, "nft, -Dseed=" + seed, nft, false, senders));
  }

  /// Takes what is rendered, in a file `rules`, and a script that makes the kernel take it.
  public static Loading of(Kernel kernel, String rendered, String load, List<String> senders) throws IOException {
    var programs = load.startsWith("nft") ? List.of(Program.NFT_TEXT) : List.of(Program.IPSET, Program.IPTABLES, Program.IP6TABLES);
    return of(kernel, load.strip(), List.of(new SourceText("rules", rendered, List.of())), load + "\n", programs, List.of(), senders);
  }

  private static Loading of(
      Kernel kernel, String name, List<SourceText> texts, boolean areDumps, List<String> senders) throws IOException {
    var files = new ArrayList<SourceText>();
    for (SourceText text : texts) files.add(new SourceText("rules" + files.size(), withTables(text.text()), List.of()));
    // Sets come first: rules name them.
    files.sort(Comparator.comparing(Program::of));
    var load = new StringBuilder();
    files.forEach(file -> load.append(Program.of(file).load).append(file.name()).append('\n'));
    var programs = files.stream().map(Program::of).distinct().toList();
    return of(kernel, name, files, load.toString(), programs, areDumps ? texts : List.of(), senders);
  }

  private static Loading of(
      Kernel kernel, String name, List<SourceText> files, String load, List<Program> programs, List<SourceText> written,
      List<String> senders)
      throws IOException {
    var script = new StringBuilder(load);
    var dumps = programs.stream().map(program -> program.dump).toList();
    boolean nft = !dumps.contains(NFT);
    Stream.concat(programs.stream(), nft ? Stream.of(Program.NFT_TEXT) : Stream.empty())
        .forEach(program -> script.append(program.save).append(" >").append(program.dump).append('\n'));
    return new Loading(kernel.add(name, files, script.toString(), senders), written, dumps, nft);
  }

  /// A dump in brief has no tables, and `nft` wants them before their chains.
  private static String withTables(String text) {
    var tables = new TreeSet<String>();
    TABLE.matcher(text).results().forEach(
        found -> tables.add("{\"table\":{\"family\":\"%s\",\"name\":\"%s\"}},\n".formatted(found.group(1), found.group(2))));
    return text.replace("\"nftables\":[", "\"nftables\":[" + String.join("", tables));
  }

  /// Returns what the audits say wrongly.
  public List<String> wrong() {
    return audits().stream().flatMap(a -> a.wrong().stream()).toList();
  }

  /// Returns what the audit of the dumps leaves open.
  public List<String> untold() {
    return rules.with(texts(dumps)).untold();
  }

  public int told() {
    return rules.with(texts(dumps)).told();
  }

  private List<Kernel.Agreement> audits() {
    var audits = new ArrayList<Kernel.Agreement>();
    audits.add(rules.with(texts(dumps)));
    if (!written.isEmpty()) audits.add(rules.with(written));
    if (nft) audits.add(rules.with(texts(List.of(NFT))));
    return audits;
  }

  private List<SourceText> texts(List<String> names) {
    return names.stream().map(rules::dump).toList();
  }
}
