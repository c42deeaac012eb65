package dev.fivetwenty.cli.ticket.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.har.HarEntry;
import dev.fivetwenty.har.Hars;
import dev.fivetwenty.har.diff.Diff;
import dev.fivetwenty.har.diff.DiffReport;
import dev.fivetwenty.har.diff.HostMap;
import dev.fivetwenty.har.diff.Side;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Of a HAR that is too large for a support, what matters stays.
class HarExcerptTest {

  @TempDir Path folder;

  private static String har(int failing) {
    var entries = new String[40];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = Hars.entry("http://shop.example/page/" + "x".repeat(60) + i, i == failing ? 520 : 200, "");
    }
    return Hars.log(entries);
  }

  private List<HarEntry> excerpt(long most) throws Exception {
    Path direct = Files.writeString(folder.resolve("direct.har"), har(-1));
    Path proxied = Files.writeString(folder.resolve("proxied.har"), har(17));
    DiffReport report = Diff.between(sides(direct), sides(proxied), new HostMap());
    var excerpt = new HarExcerpt(report, most);
    assertThat(excerpt.isNeeded(proxied)).isEqualTo(Files.size(proxied) > most);
    var out = new ByteArrayOutputStream();
    excerpt.proxied(proxied).fill(out);
    assertThat((long) out.size()).isLessThanOrEqualTo(most);
    return Hars.entries(new ByteArrayInputStream(out.toByteArray()));
  }

  private static List<Side> sides(Path har) throws Exception {
    try (var in = Files.newInputStream(har)) {
      return Diff.read(in);
    }
  }

  @Test
  void theEntriesThatDifferStay() throws Exception {
    assertThat(excerpt(2000)).map(HarEntry::status).containsExactly(520);
  }

  @Test
  void aFileThatIsSmallEnoughStaysAsItIs() throws Exception {
    assertThat(excerpt(1 << 20)).hasSize(40);
  }

  @Test
  void whatNoRoomIsForIsLeftOut() throws Exception {
    assertThat(excerpt(200)).isEmpty();
  }
}
