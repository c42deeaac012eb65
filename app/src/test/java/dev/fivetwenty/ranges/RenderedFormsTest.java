package dev.fivetwenty.ranges;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.fivetwenty.ranges.audit.Audit;
import dev.fivetwenty.ranges.audit.Finding;
import dev.fivetwenty.ranges.audit.read.Filters;
import dev.fivetwenty.ranges.audit.read.SourceText;
import dev.fivetwenty.ranges.render.Target;
import dev.fivetwenty.ranges.render.Wanted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is rendered for services and programs that cannot be asked here has the form that they document.
class RenderedFormsTest {

  private static final List<Integer> PORTS = List.of(80, 443);
  private static final Wanted WANTED = new Wanted(Ranges.published().all(), PORTS);

  @ParameterizedTest
  @EnumSource(names = {"AWS", "AZURE"})
  void cloudsHaveTheirDocumentedShape(Target target) throws IOException {
    try (var in = RenderedFormsTest.class.getResourceAsStream(target.slug() + ".schema.json")) {
      String schema = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(
              SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                  .getSchema(schema, InputFormat.JSON).validate(target.of(WANTED), InputFormat.JSON))
          .isEmpty();
    }
  }

  @Test
  void linesForCsfAreItsAdvancedForm() {
    assertThat(Target.CSF.of(WANTED).lines().filter(line -> !line.startsWith("#")))
        .hasSize(2 * 22).allMatch(line -> line.matches("tcp\\|in\\|d=(80|443)\\|s=[0-9a-f.:]+/[0-9]+"));
  }

  /// The audit of what was rendered finds every range let in, by nothing but what was rendered.
  @ParameterizedTest
  @EnumSource(names = {"AWS", "CSF", "NGINX_ALLOW", "APACHE_REQUIRE"})
  void theAuditLetsInWhatIsRendered(Target target) {
    String file = target == Target.CSF ? "csf.allow" : target.slug();
    String text =
        switch (target) {
          case NGINX_ALLOW -> "server {\n" + target.of(WANTED) + "}\n";
          case APACHE_REQUIRE -> "<Location />\n" + target.of(WANTED) + "</Location>\n";
          default -> target.of(WANTED);
        };
    var findings = Audit.of(Filters.read(List.of(new SourceText(file, text, List.of()))), WANTED.ranges(), PORTS);
    assertThat(findings).hasSize(22).allMatch(finding -> finding.kind() == Finding.Kind.ALLOWED && finding.isWhole());
  }

  @Test
  void blocksThatLieInOthersAreLeftOut() {
    var ranges = RangeList.parse(
        "provider: P\nas-of: 2026-01-01\n198.51.100.0/25\n198.51.100.0/24\n198.51.100.7\n203.0.113.0/24\n203.0.113.0/24\n2001:db8::/32\n2001:db8:1::/48\n");
    assertThat(new Wanted(ranges, PORTS).ranges()).extracting(Range::cidr)
        .containsExactly("198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32");
  }
}
