package dev.fivetwenty.lab;

import dev.fivetwenty.lab.socket.Ending;
import dev.fivetwenty.lab.socket.Fixed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The measured replies of `corpus/wire/responses.jsonl`, read when first asked for.
public final class RawCases {

  private static final String RESOURCE = "responses.jsonl";

  /// One reply of the corpus, with the request method it was measured for.
  public record Case(String name, String method, Fixed reply) {}

  private static final class Read {
    static final Map<String, Case> CASES = read();
  }

  private RawCases() {}

  public static List<String> names() {
    return List.copyOf(Read.CASES.keySet());
  }

  public static Optional<Case> named(String name) {
    return Optional.ofNullable(Read.CASES.get(name));
  }

  private static Map<String, Case> read() {
    var json = JsonMapper.shared();
    var cases = new LinkedHashMap<String, Case>();
    try (InputStream in = RawCases.class.getResourceAsStream(RESOURCE);
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line; (line = lines.readLine()) != null; ) {
        Case one = of(json.readTree(line));
        cases.put(one.name(), one);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return cases;
  }

  private static Case of(JsonNode node) {
    Ending ending =
        switch (node.get("ending").asString()) {
          case "fin" -> Ending.FIN;
          case "rst" -> Ending.RST;
          default -> Ending.SILENCE;
        };
    byte[] bytes = java.util.Base64.getDecoder().decode(node.get("bytes_base64").asString());
    return new Case(
        node.get("case").asString(), node.get("method").asString(), new Fixed(bytes, ending));
  }
}
