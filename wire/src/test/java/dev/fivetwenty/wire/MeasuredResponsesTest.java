package dev.fivetwenty.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// The measured replies of `corpus/wire/responses.jsonl`, read under every profile.
class MeasuredResponsesTest {

  private static final int CASES = 167;

  @Test
  void reportsDoNotDependOnSplits() throws IOException {
    List<String> lines = Files.readAllLines(CaseFile.RESPONSES.resolve("responses.jsonl"));
    assertThat(lines).hasSize(CASES);
    long seed = Reading.seed();
    var random = new SplittableRandom(seed);
    var json = new ObjectMapper();
    for (String line : lines) {
      JsonNode reply = json.readTree(line);
      byte[] bytes = Base64.getDecoder().decode(reply.get("bytes_base64").asString());
      Request request = Request.of(reply.get("method").asString());
      Ending ending = ending(reply.get("ending").asString());
      for (Profile profile : Profile.builtIn()) {
        WireReport whole =
            Reading.response(profile, request, 7, Reading.whole(bytes), ending);
        var parts = Reading.randomly(bytes, random);
        assertThat(Reading.response(profile, request, 7, parts, ending))
            .as("%s, rerun with -Dseed=%d", reply.get("case").asString(), seed)
            .isEqualTo(whole);
        assertThat(whole.bytes()).isEqualTo(bytes.length);
      }
    }
  }

  private static Ending ending(String name) {
    return switch (name) {
      case "fin" -> Ending.FIN;
      case "rst" -> Ending.RST;
      default -> Ending.SILENCE;
    };
  }
}
