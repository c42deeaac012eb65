package dev.fivetwenty.ranges;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeptListsTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);

  @TempDir Path folder;
  private KeptLists lists;

  @BeforeEach
  void open() {
    lists = new KeptLists(folder.resolve("ranges"));
  }

  private KeptLists.Change take(Source source, String text) throws IOException {
    return lists.replace(source, text, "http://here/list", Optional.empty(), TODAY, false);
  }

  @Test
  void eachPublishedFormIsRead() throws IOException {
    take(Source.FASTLY, "{\"addresses\":[\"23.235.32.0/20\",\"43.249.72.0/22\"],\"ipv6_addresses\":[\"2a04:4e40::/32\"]}");
    assertThat(lists.of(Source.FASTLY)).extracting(Range::cidr)
        .containsExactly("23.235.32.0/20", "43.249.72.0/22", "2a04:4e40::/32");
    take(
        Source.CLOUDFRONT,
        """
        {"syncToken":"1763","prefixes":[{"ip_prefix":"3.5.140.0/22","service":"S3"},{"ip_prefix":"120.52.22.96/27","service":"CLOUDFRONT"}],
         "ipv6_prefixes":[{"ipv6_prefix":"2600:9000:3000::/36","service":"CLOUDFRONT"}]}""");
    assertThat(lists.of(Source.CLOUDFRONT)).extracting(Range::cidr)
        .containsExactly("120.52.22.96/27", "2600:9000:3000::/36");
    assertThat(lists.version(Source.CLOUDFRONT)).contains("1763");
    take(Source.CLOUDFRONT, "{\"CLOUDFRONT_GLOBAL_IP_LIST\":[\"120.52.22.96/27\",\"2600:9000:3000::/36\"],\"CLOUDFRONT_REGIONAL_EDGE_IP_LIST\":[\"13.113.196.64/26\"]}");
    assertThat(lists.of(Source.CLOUDFRONT)).hasSize(3);
  }

  @Test
  void aNewListTakesThePlaceOfTheOld() throws IOException {
    assertThat(lists.of(Source.CLOUDFLARE)).hasSize(22);
    String old = String.join("\n", lists.of(Source.CLOUDFLARE).stream().map(Range::cidr).toList());
    var change = take(Source.CLOUDFLARE, old.replace("131.0.72.0/22", "131.0.72.0/23"));
    assertThat(change.added()).containsExactly("131.0.72.0/23");
    assertThat(change.removed()).containsExactly("131.0.72.0/22");
    assertThat(lists.of(Source.CLOUDFLARE).getFirst())
        .hasToString("173.245.48.0/20 (Cloudflare, list of 2026-11-25)");
    lists.confirm(Source.CLOUDFLARE, TODAY.plusDays(1));
    assertThat(lists.of(Source.CLOUDFLARE).getFirst().provider().asOf()).isEqualTo(TODAY.plusDays(1));
    try (var files = Files.list(folder.resolve("ranges"))) {
      assertThat(files).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "'' | it has no IPv4 block",
    "<!DOCTYPE html><html><head><title>Just a moment...</title></head></html> | this is no block of addresses: <!DOCTYPE html>",
    "{\"message\":\"Too many requests\"} | it has no IPv4 block",
    "[\"104.16.0.0/13\"] | this is no block of addresses: ",
    "104.16.0.0/13,104.24.0.0/14 | this is no block of addresses: ",
    "104.16.0.0/33 | this is no block of addresses: ",
    "::/0 | is not public",
    "192.168.0.0/16 | is not public",
    "fd00::/8 | is not public",
    "127.0.0.1 | is not public",
    "<html>sorry</html> | this is no block of addresses: <html>sorry</html>",
    "{\"result\":{\"ipv4_cidrs\":[\"104.16.0.0/13\"]},\"success\":false} | it says that it is no success",
    "{\"result\": | it is no JSON",
    "{\"addresses\":[]} | it has no IPv4 block",
    "{\"addresses\":[7]} | this is no block of addresses: ",
    "2400:cb00::/32 | it has no IPv4 block",
    "104.16.0.1/13 | this is no block of addresses: 104.16.0.1/13",
    "0.0.0.0/0 | is not public",
    "10.0.0.0/8 | is not public",
    "104.0.0.0/7 | is larger than any CDN",
    "104.16.0.0/13 | more than half of the addresses that the last list had are missing from it",
  })
  void whatIsWrongIsRefusedAndTheOldListStays(String text, String why) throws IOException {
    assertThatThrownBy(() -> take(Source.CLOUDFLARE, text))
        .isInstanceOf(UnfitList.class)
        .hasMessageContaining(why);
    assertThat(lists.of(Source.CLOUDFLARE)).hasSize(22);
  }

  @Test
  void whatIsListedTwiceIsKeptOnce() throws IOException {
    take(Source.FASTLY, "23.235.32.0/20\n43.249.72.0/22\n23.235.32.0/20\n");
    assertThat(lists.of(Source.FASTLY)).extracting(Range::cidr).containsExactly("23.235.32.0/20", "43.249.72.0/22");
  }

  /// Wherever the list of the API was cut off, it is refused; a list of lines loses what stood behind the cut, and is
  /// refused where that is half of a family.
  @Test
  void aListThatWasCutOffIsRefused() throws IOException {
    List<String> blocks = lists.of(Source.CLOUDFLARE).stream().map(Range::cidr).toList();
    String api = "{\"result\":{\"ipv4_cidrs\":[\"" + String.join("\",\"", blocks.subList(0, 15))
        + "\"],\"ipv6_cidrs\":[\"" + String.join("\",\"", blocks.subList(15, 22)) + "\"],\"etag\":\"x\"},\"success\":true}";
    for (int length = 0; length < api.length(); length++) {
      String cut = api.substring(0, length);
      assertThatThrownBy(() -> take(Source.CLOUDFLARE, cut)).as(cut).isInstanceOf(UnfitList.class);
    }
    String half = String.join("\n", blocks.subList(0, 18));
    assertThatThrownBy(() -> take(Source.CLOUDFLARE, half)).isInstanceOf(UnfitList.class);
    assertThat(lists.of(Source.CLOUDFLARE)).hasSize(22);
    take(Source.CLOUDFLARE, api);
  }

  @Test
  void aListOfTenMegabytesIsRefused() {
    String page = "<p>no list</p>\n".repeat(700_000);
    assertThatThrownBy(() -> take(Source.CLOUDFLARE, page)).isInstanceOf(UnfitList.class)
        .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(200));
    String blocks = "104.16.0.0/24\n".repeat(5) + IntStream.range(0, 10_001)
        .mapToObj(i -> "104.%d.%d.0/24\n".formatted(16 + i / 256, i % 256)).collect(Collectors.joining());
    assertThatThrownBy(() -> take(Source.CLOUDFLARE, blocks)).hasMessageContaining("it has 10001 blocks; at most 10000 are taken");
  }

  @Test
  void aLossIsAcceptedWhenAskedFor() throws IOException {
    lists.replace(Source.CLOUDFLARE, "104.16.0.0/13", "x", Optional.empty(), TODAY, true);
    assertThat(lists.of(Source.CLOUDFLARE)).hasSize(1);
  }

  @Test
  void aDamagedFileIsSaidToBeDamaged() throws IOException {
    Files.createDirectories(folder.resolve("ranges"));
    Files.writeString(folder.resolve("ranges/fastly.txt"), "provider: Fastly\nas-of: soon\n");
    assertThatThrownBy(() -> lists.of(Source.FASTLY)).hasMessageContaining("is damaged");
  }
}
