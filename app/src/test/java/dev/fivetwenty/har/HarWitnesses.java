package dev.fivetwenty.har;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import de.sstoehr.harreader.HarReaderMode;
import dev.fivetwenty.har.check.Check;
import dev.fivetwenty.har.check.LintRule.Severity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Others than our reader who say of a HAR whether it is one: the schema, a library that shares no code
/// with us, and our own check.
public final class HarWitnesses {

  private static final Schema SCHEMA = schema();

  private static Schema schema() {
    try {
      String text = Files.readString(Path.of("../docs/schema/har.schema.json"));
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(text, InputFormat.JSON);
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  /// Fails where one of them finds fault with a file of ours; returns its entries.
  public static List<HarEntry> accept(byte[] har) throws Exception {
    String text = new String(har, StandardCharsets.UTF_8);
    assertThat(SCHEMA.validate(text, InputFormat.JSON)).as(text).isEmpty();
    var report = Check.of(new ByteArrayInputStream(har));
    assertThat(report.count(Severity.ERROR) + report.count(Severity.WARNING))
        .as(report.notes().toString()).isZero();
    var entries = Hars.entries(new ByteArrayInputStream(har));
    var theirs = new de.sstoehr.harreader.HarReader().readFromBytes(har, HarReaderMode.STRICT).log().entries();
    assertThat(theirs).hasSameSizeAs(entries);
    for (int i = 0; i < entries.size(); i++) {
      var request = theirs.get(i).request();
      var response = theirs.get(i).response();
      assertThat(request.url()).isEqualTo(entries.get(i).url());
      assertThat(response.status()).isEqualTo(entries.get(i).status());
      assertThat(response.headers()).hasSameSizeAs(entries.get(i).responseHeaders());
      boolean proven = entries.get(i).object().has("_fivetwenty");
      assertThat(theirs.get(i).additional().containsKey("_fivetwenty")).isEqualTo(proven);
    }
    assertThat(Hars.rewritten(new ByteArrayInputStream(har))).isEqualTo(har);
    return entries;
  }

  private HarWitnesses() {}
}
