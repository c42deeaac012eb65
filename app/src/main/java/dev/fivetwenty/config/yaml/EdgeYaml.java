package dev.fivetwenty.config.yaml;

import dev.fivetwenty.config.EdgeConfig;
import dev.fivetwenty.config.node.InvalidConfiguration;
import dev.fivetwenty.config.node.Overrides;
import dev.fivetwenty.config.node.Reading;
import dev.fivetwenty.config.node.Source;
import dev.fivetwenty.config.node.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Reads and writes configurations of the edge.
public final class EdgeYaml {

  /// Returns what a text and the command line say together, with the default of everything else.
  ///
  /// @throws InvalidConfiguration with all that is wrong
  public static EdgeConfig read(Source source, Overrides overrides, Surroundings surroundings) {
    return read(new Reading(source, surroundings, overrides));
  }

  static EdgeConfig read(Reading reading) {
    var config = reading.root().as(EdgeReader.edge(reading.surroundings()));
    reading.throwProblems();
    return config.orElseThrow();
  }

  /// Returns the text that is read as this configuration, with nothing left to defaults.
  public static String print(EdgeConfig config) {
    return EdgeWriter.write(config);
  }

  /// Returns the JSON Schema of a configuration, which tells an editor all but how keys go together.
  public static String schema() {
    try (InputStream in = EdgeYaml.class.getResourceAsStream("/docs/schema/edge.schema.json")) {
      if (in == null) throw new IllegalStateException("missing in this build: edge.schema.json");
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private EdgeYaml() {}
}
