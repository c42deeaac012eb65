package dev.fivetwenty.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.ranges.AddressSet;
import dev.fivetwenty.ranges.RandomRules;
import dev.fivetwenty.ranges.audit.filter.Evaluator;
import dev.fivetwenty.ranges.audit.filter.Filter;
import dev.fivetwenty.ranges.audit.read.Filters;
import dev.fivetwenty.ranges.audit.read.SourceText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rules in the kernel, random ones and some by hand: what the audit says of their dumps is what connections meet, which
/// are made in a network namespace, from each of 32 senders to both ports.
class AuditedFiltersTest {

  private static final int SETS_OF_RULES = 8;

  /// Loads, dumps and asks: a line for each set of rules, a character for each packet.
  private static final String ASK =
      """
      import os, socket, subprocess, sys
      def sh(command): subprocess.run(command, shell=True, check=True)
      sh('ip link set lo up; ip route add local 198.51.100.0/27 dev lo; ip route add local 192.0.2.1 dev lo')
      servers = [socket.create_server(('192.0.2.1', port), backlog=100) for port in (80, 443)]
      def reached(sender, port):
          with socket.socket() as client:
              client.settimeout(30)
              client.bind(('198.51.100.%d' % sender, 0))
              try: client.connect(('192.0.2.1', port))
              except ConnectionRefusedError: return '0'
              servers[port == 443].accept()[0].close()
              return '1'
      def ask(kind, number):
          line = ''.join(reached(sender, port) for port in (80, 443) for sender in range(32))
          print(kind, number, line, flush=True)
      for number in sys.argv[1:]:
          if os.path.exists('iptables' + number):
              sh('touch sets{0}; ipset restore <sets{0}; iptables-restore <iptables{0}; iptables-save >v4-{0}; ipset save >saved{0}'.format(number))
              ask('iptables', number)
              sh('iptables -F; iptables -X; ipset destroy; nft flush ruleset')
          if os.path.exists('nft' + number):
              sh('nft -f nft{0}; nft -j list ruleset >nft-{0}.json'.format(number))
              ask('nft', number)
              sh('nft flush ruleset')
      """;

  @TempDir Path folder;

  @Test
  void theAuditOfADumpIsWhatPacketsMeet() throws Exception {
    for (String program : List.of("iptables", "ipset", "nft", "ip", "python3")) Programs.require(program);
    if (new ProcessBuilder("unshare", "-n", "true").start().waitFor() != 0) {
      throw Programs.missing("network namespaces cannot be made (root is needed)");
    }
    long first = Long.getLong("seed", System.nanoTime());
    System.out.println("real packets through random rules: -Dseed=" + first);
    var numbers = new ArrayList<String>();
    for (int n = 0; n < SETS_OF_RULES; n++) {
      write(n, new RandomRules(first + n));
      numbers.add("" + n);
    }
    numbers.addAll(byHand());

    List<String> lines = ask(numbers);
    assertThat(lines).hasSize(2 * SETS_OF_RULES + numbers.size() - SETS_OF_RULES);
    for (String line : lines) {
      String[] words = line.split(" ");
      int number = Integer.parseInt(words[1]);
      assertThat(audited(filter(words[0], number)))
          .as("%s %d, rerun with -Dseed=%d", words[0], number, first)
          .isEqualTo(words[2]);
    }
  }

  private void write(int n, RandomRules rules) throws IOException {
    Files.writeString(folder.resolve("iptables" + n), rules.iptables());
    Files.writeString(folder.resolve("sets" + n), rules.sets());
    Files.writeString(folder.resolve("nft" + n), rules.nft());
  }

  /// Writes the rules of `loaded.rules`, and returns their numbers.
  private List<String> byHand() throws IOException {
    var numbers = new ArrayList<String>();
    try (var in = RandomRules.class.getResourceAsStream("audit/loaded.rules")) {
      String[] blocks = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("(?m)^## ");
      for (int i = 1; i < blocks.length; i++) {
        String number = "" + (100 + i);
        int end = blocks[i].indexOf('\n');
        Files.writeString(folder.resolve(blocks[i].substring(0, end) + number), blocks[i].substring(end + 1));
        numbers.add(number);
      }
    }
    return numbers;
  }

  private List<String> ask(List<String> numbers) throws Exception {
    Path out = folder.resolve("out");
    var command = new ArrayList<>(List.of("unshare", "-n", "python3", "-c", ASK));
    command.addAll(numbers);
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile()).redirectOutput(out.toFile()).redirectErrorStream(true);
    builder.environment().merge("PATH", "/usr/sbin:/sbin", (path, more) -> path + ":" + more);
    int exit = builder.start().waitFor();
    List<String> lines = Files.readAllLines(out);
    assertThat(exit).describedAs(String.join("\n", lines)).isZero();
    return lines;
  }

  private Filter filter(String kind, int n) throws IOException {
    var files = new ArrayList<SourceText>();
    for (String name : kind.equals("nft") ? List.of("nft-" + n + ".json") : List.of("v4-" + n, "saved" + n)) {
      String text = Files.readString(folder.resolve(name));
      if (!text.isEmpty()) files.add(new SourceText(name, text, List.of()));
    }
    return Filters.read(files).getFirst();
  }

  private static String audited(Filter filter) {
    var line = new StringBuilder();
    for (int port : RandomRules.PORTS) {
      for (int sender = 0; sender < RandomRules.SENDERS; sender++) {
        AddressSet address = AddressSet.of("198.51.100." + sender).orElseThrow();
        var fates = Evaluator.fates(filter, port, address);
        line.append(fates.allowed().equals(address) ? '1' : fates.blocked().equals(address) ? '0' : '?');
      }
    }
    return line.toString();
  }
}
