package dev.fivetwenty.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One malformed reply of `corpus/wire/responses.jsonl`.
///
/// @param ending `fin`, `rst` or `hold`
record MeasuredReply(String name, String method, String ending, byte[] reply) {

  static List<MeasuredReply> all() throws IOException {
    var cases = new ArrayList<MeasuredReply>();
    var json = JsonMapper.shared();
    for (String line : Files.readAllLines(folder().resolve("responses.jsonl"))) {
      JsonNode node = json.readTree(line);
      cases.add(
          new MeasuredReply(
              node.get("case").asString(),
              node.get("method").asString(),
              node.get("ending").asString(),
              Base64.getDecoder().decode(node.get("bytes_base64").asString())));
    }
    assertThat(cases).hasSize(167);
    return cases;
  }

  /// Returns the folder of the corpus, whether the build runs in the module's folder or above it.
  static Path folder() {
    Path folder = Path.of("corpus/wire");
    return Files.exists(folder) ? folder : Path.of("..").resolve(folder);
  }
}
