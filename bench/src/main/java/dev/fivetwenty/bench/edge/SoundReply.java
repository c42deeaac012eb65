package dev.fivetwenty.bench.edge;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// Asks a contender once with the JDK's client and compares the content byte for byte, for the load generator only counts.
final class SoundReply {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  static void check(String name, InetSocketAddress address, Row row, Certificate tls)
      throws IOException, InterruptedException {
    HttpClient.Builder builder = HttpClient.newBuilder();
    if (tls != null) builder.sslContext(tls.trusting());
    String scheme = tls == null ? "http" : "https";
    URI uri = URI.create("%s://%s/%d".formatted(scheme, Addresses.text(address), row.size()));
    try (HttpClient client = builder.build()) {
      HttpRequest request =
          HttpRequest.newBuilder(uri).version(HttpClient.Version.HTTP_1_1).timeout(PATIENCE).build();
      HttpResponse<String> reply = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (reply.statusCode() != 200 || !reply.body().equals(StaticOrigin.content(row.size()))) {
        throw new IOException(
            "%s answered %s with %d and %d characters that are not the origin's"
                .formatted(name, uri, reply.statusCode(), reply.body().length()));
      }
    }
  }

  private SoundReply() {}
}
