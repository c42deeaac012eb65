package dev.fivetwenty.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.ranges.Range;
import dev.fivetwenty.ranges.Ranges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloudflareRangesTest {

  private static final List<Range> OWN = Ranges.published().all();

  @TempDir private Path data;

  private final List<String> notices = new ArrayList<>();

  private List<Range> looked() {
    return new CloudflareRanges(data, notices::add).get();
  }

  private void fetched(String text) throws IOException {
    Files.createDirectories(data.resolve("ranges"));
    Files.writeString(data.resolve("ranges/cloudflare.txt"), text);
  }

  @Test
  void theListThatWasFetchedIsTakenWithItsDate() throws IOException {
    fetched("provider: Cloudflare\nas-of: 2099-01-02\nsource: https://a.example/\n192.0.2.0/24\n");
    assertThat(looked()).extracting(Range::cidr).containsExactly("192.0.2.0/24");
    assertThat(notices).containsExactly("trusted proxies: those of Cloudflare's list of 2099-01-02");
  }

  @Test
  void aProgramThatIsNewerThanWhatWasFetchedBringsItsOwn() throws IOException {
    fetched("provider: Cloudflare\nas-of: 2019-01-02\nsource: https://a.example/\n192.0.2.0/24\n");
    assertThat(looked()).isEqualTo(OWN);
  }

  @Test
  void withoutAFetchedListTheProgramsOwnIsTaken() {
    assertThat(looked()).isEqualTo(OWN);
    assertThat(notices).containsExactly(
        "trusted proxies: those of Cloudflare's list of " + OWN.getFirst().provider().asOf());
  }

  @Test
  void aListThatIsDamagedIsSaidToBe() throws IOException {
    fetched("192.0.2.0/24\n");
    assertThat(looked()).isEqualTo(OWN);
    assertThat(notices).hasSize(2);
    assertThat(notices.getFirst()).contains("cloudflare.txt is damaged");
  }
}
