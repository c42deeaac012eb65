package dev.fivetwenty.incident.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fivetwenty.incident.Incident;
import dev.fivetwenty.incident.Samples;
import dev.fivetwenty.incident.StoreProblem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IncidentLinesTest {

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readsBackWhatItWrote(boolean compressed) throws IOException {
    List<Incident> read = read(written(compressed));
    assertThat(read).hasSize(50);
    for (int i = 0; i < 50; i++) {
      assertThat(IncidentJson.write(read.get(i))).isEqualTo(IncidentJson.write(Samples.incident(i)));
    }
  }

  @Test
  void compressesWell() throws IOException {
    assertThat(written(true).length).isLessThan(written(false).length / 8);
  }

  @Test
  void readsFilesWithoutTheFirstLineAndWithEmptyOnes() throws IOException {
    String text = new String(written(false), UTF_8);
    String bare = "\n\r\n" + text.substring(text.indexOf('\n') + 1).replace("\n", "\r\n\n");
    assertThat(read(bare.getBytes(UTF_8))).hasSize(50);
    assertThat(read(new byte[0])).isEmpty();
  }

  @Test
  void saysWhichLineIsNone() throws IOException {
    String text = new String(written(false), UTF_8);
    int third = text.indexOf('\n', text.indexOf('\n') + 1) + 1;
    refuses(text.substring(0, third) + "{\"ray\":7}\n" + text.substring(third), "line 3: no incident");
    refuses(text.substring(0, text.length() - 20), "line 51: no incident");
    refuses("Hello\n", "line 1: no incident");
    refuses("{\"format\":\"fivetwenty-incidents\",\"version\":2}\n", "line 1: incidents of version 2");
  }

  private static void refuses(String text, String why) {
    assertThatThrownBy(() -> read(text.getBytes(UTF_8)))
        .isInstanceOf(StoreProblem.class)
        .hasMessageContaining(why);
  }

  private static byte[] written(boolean compressed) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var sink = new IncidentLines.Sink(out, compressed)) {
      for (int i = 0; i < 50; i++) sink.write(Samples.incident(i));
    }
    return out.toByteArray();
  }

  private static List<Incident> read(byte[] file) throws IOException {
    var all = new ArrayList<Incident>();
    try (var source = new IncidentLines.Source(new ByteArrayInputStream(file))) {
      for (Optional<Incident> next = source.next(); next.isPresent(); next = source.next()) {
        all.add(next.get());
      }
    }
    return all;
  }
}
