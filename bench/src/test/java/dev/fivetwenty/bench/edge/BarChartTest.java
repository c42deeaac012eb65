package dev.fivetwenty.bench.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.bench.load.Meter;
import dev.fivetwenty.bench.load.Sample;
import dev.fivetwenty.bench.load.Tally;
import dev.fivetwenty.bench.process.ProcessMemory;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class BarChartTest {

  private static final Standings STANDINGS =
      new Standings(Row.KIB, 1000, List.of(result("edge", 30), result("nginx", 45), result("haproxy", 40)));

  @Test
  void drawsABarForEachContender() throws Exception {
    String svg = BarChart.draw(List.of(STANDINGS));

    var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    var document = builder.parse(new InputSource(new StringReader(svg)));
    // One more is the background.
    assertThat(document.getElementsByTagName("rect").getLength()).isEqualTo(4);
    assertThat(svg).contains("edge 30.0 µs (0.75)").contains("haproxy 40.0 µs (1.00)");
  }

  @Test
  void theTableComparesWithTheBetterPeer() {
    assertThat(MarkdownReport.row(STANDINGS)).contains("| edge | 30.0 [30.0–30.0] | 0.75 [0.75–0.75] |");
    assertThat(MarkdownReport.summary(List.of(STANDINGS))).contains("0.75 [0.75–0.75] |");
  }

  private static Result result(String name, long micros) {
    var used = new Meter.Reading(micros * 1_000 * 100, 0, 0, 0);
    var sample = new Sample(100, 1_000_000_000, used, new Histogram(3), new Tally());
    return new Result(
        name, new Result.Warming(1, true, 100), List.of(sample), List.of(sample),
        new ProcessMemory(1 << 20, 1 << 20, 1 << 20), 100, 100);
  }
}
