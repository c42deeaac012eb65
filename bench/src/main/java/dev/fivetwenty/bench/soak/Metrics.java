package dev.fivetwenty.bench.soak;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// One scrape of `/metrics`: samples by their name with labels, as they are written.
public record Metrics(Map<String, Double> samples) {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  public static Metrics scrape(InetSocketAddress admin) throws IOException, InterruptedException {
    URI uri = URI.create("http://%s:%d/metrics".formatted(admin.getHostString(), admin.getPort()));
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
      HttpResponse<String> reply = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (reply.statusCode() != 200) throw new IOException("%s answered %d".formatted(uri, reply.statusCode()));
      return parse(reply.body());
    }
  }

  static Metrics parse(String text) {
    Map<String, Double> samples = new LinkedHashMap<>();
    text.lines()
        .filter(line -> !line.startsWith("#") && !line.isBlank())
        .forEach(line -> {
          int end = line.lastIndexOf('}') + 1;
          int space = line.indexOf(' ', end);
          samples.put(line.substring(0, space), Double.parseDouble(line.substring(space + 1).split(" ")[0]));
        });
    return new Metrics(samples);
  }

  /// Returns the sum of a metric over all its labels.
  long sum(String name) {
    return sum(name, "");
  }

  /// Returns the sum of a metric over the samples with a label.
  ///
  /// @param label such as `state="active"`
  long sum(String name, String label) {
    return Math.round(
        samples.entrySet().stream()
            .filter(sample -> isNamed(sample.getKey(), name) && sample.getKey().contains(label))
            .mapToDouble(Map.Entry::getValue)
            .sum());
  }

  private static boolean isNamed(String key, String name) {
    return key.equals(name) || key.startsWith(name + "{");
  }

  boolean has(String name) {
    return samples.keySet().stream().anyMatch(key -> isNamed(key, name));
  }
}
