package dev.fivetwenty.peers.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.peers.Programs;
import dev.fivetwenty.ranges.AddressSet;
import dev.fivetwenty.ranges.RandomRules;
import dev.fivetwenty.ranges.audit.filter.Evaluator;
import dev.fivetwenty.ranges.audit.filter.Fates;
import dev.fivetwenty.ranges.audit.filter.Filter;
import dev.fivetwenty.ranges.audit.read.Filters;
import dev.fivetwenty.ranges.audit.read.SourceText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Packet filters of network namespaces, which end with their process: each takes one set of rules, and meets the
/// first packets of connections from many senders to ports 80 and 443.
public final class Kernel {

  /// By this one all packets come.
  private static final List<String> WAYS = List.of("eth0");

  private final Path folder;
  private final List<Rules> all = new ArrayList<>();

  /// One set of rules, and what packets met there.
  public final class Rules {
    private final String name;
    private final Path place;
    private final List<String> senders;
    private String met = "";

    private Rules(String name, Path place, List<String> senders) {
      this.name = name;
      this.place = place;
      this.senders = senders;
    }

    /// Says whether the programs took the rules.
    public boolean isLoaded() {
      return !met.startsWith("refused");
    }

    /// Returns the senders that were let in to a port.
    public List<String> letIn(int port) {
      int first = RandomRules.PORTS.indexOf(port) * senders.size();
      return IntStream.range(0, senders.size()).filter(i -> met.charAt(first + i) == '1').mapToObj(senders::get).toList();
    }

    /// Returns a dump that loading left.
    public SourceText dump(String file) {
      try {
        return new SourceText(file, Files.readString(place.resolve(file)), WAYS);
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }

    /// Compares the audit of these files with what packets met.
    public Agreement with(List<SourceText> files) {
      var texts = files.stream().filter(f -> !f.text().isBlank())
          .map(f -> new SourceText(f.name(), f.text(), WAYS)).toList();
      return Agreement.of(this, Filters.read(texts));
    }

    @Override
    public String toString() {
      return name + (met.startsWith("refused") ? ", " + met : "");
    }
  }

  /// How far an audit told what packets met.
  ///
  /// @param wrong  packets of which it said something else
  /// @param untold packets of which it did not say what they meet
  public record Agreement(List<String> wrong, List<String> untold, int told) {

    private static Agreement of(Rules rules, List<Filter> filters) {
      var wrong = new ArrayList<String>();
      var untold = new ArrayList<String>();
      int at = 0;
      int told = 0;
      for (int port : RandomRules.PORTS) {
        for (String sender : rules.senders) {
          char met = rules.met.charAt(at++);
          char said = said(filters, port, AddressSet.of(sender).orElseThrow());
          String packet = "%s: %s to %d met %c, the audit says %c".formatted(rules.name, sender, port, met, said);
          if (said == '?') untold.add(packet);
          else if ((said == '1') == (met == '1')) told++;
          else wrong.add(packet);
        }
      }
      return new Agreement(wrong, untold, told);
    }

    private static char said(List<Filter> filters, int port, AddressSet sender) {
      char said = '1';
      for (Filter filter : filters) {
        if (!filter.tells().meets(sender)) continue;
        Fates fates = Evaluator.fates(filter, port, sender);
        if (fates.blocked().meets(sender)) return '0';
        if (!fates.allowed().meets(sender)) said = '?';
      }
      return said;
    }
  }

  /// @throws org.opentest4j.TestAbortedException where rules or namespaces are not to be had
  public Kernel(Path folder) throws Exception {
    this.folder = folder;
    for (String program : List.of("iptables", "ipset", "nft", "ip", "python3")) Programs.require(program);
    if (new ProcessBuilder("unshare", "-n", "true").start().waitFor() != 0) {
      throw Programs.missing("network namespaces cannot be made (root is needed)");
    }
    if (!Files.isReadable(Path.of("/dev/net/tun"))) throw Programs.missing("there is no /dev/net/tun");
  }

  /// Takes up files, and a shell script that loads them and leaves dumps beside them.
  public Rules add(String name, List<SourceText> files, String load, List<String> senders) throws IOException {
    Path place = Files.createDirectory(folder.resolve(String.valueOf(all.size())));
    for (SourceText file : files) Files.writeString(place.resolve(file.name()), file.text());
    Files.writeString(place.resolve("load.sh"), load);
    Files.writeString(place.resolve("senders"), String.join("\n", senders));
    var rules = new Rules(name, place, senders);
    all.add(rules);
    return rules;
  }

  /// Loads all that was added and sends the packets.
  public void ask() throws Exception {
    Path script = Files.createTempFile("packets", ".py");
    Path out = Files.createTempFile("packets", ".out");
    try (InputStream in = Programs.class.getResourceAsStream("packets.py")) {
      Files.write(script, in.readAllBytes());
      var builder =
          new ProcessBuilder("python3", script.toString()).directory(folder.toFile())
              .redirectErrorStream(true).redirectOutput(out.toFile());
      builder.environment().merge("PATH", "/usr/sbin:/sbin", (path, more) -> path + ":" + more);
      int exit = builder.start().waitFor();
      List<String> lines = Files.readAllLines(out);
      assertThat(exit).describedAs(String.join("\n", lines)).isZero();
      assertThat(lines).hasSameSizeAs(all);
      for (String line : lines) {
        String[] words = line.split(" ", 2);
        all.get(Integer.parseInt(words[0])).met = words[1];
      }
    } finally {
      Files.delete(script);
      Files.delete(out);
    }
  }
}
