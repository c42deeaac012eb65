package dev.fivetwenty.ranges;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Fetches a published list from a URL or a file. Blocks the caller.
public final class ListFetch {

  /// Lists of all of AWS have about 2 MiB.
  static final int MAX_BYTES = 16 << 20;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /// A list as it came.
  ///
  /// @param text empty where the server says that it is still the one that we have
  /// @param tag  the entity tag of the reply
  public record Fetched(Optional<String> text, Optional<String> tag) {}

  /// Reads a file.
  public static Fetched file(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new Fetched(Optional.of(bounded(in)), Optional.empty());
    }
  }

  /// Asks a server, with the tag of the list that we have.
  ///
  /// @throws UnfitList    for a status that is neither 200 nor 304
  /// @throws IOException  where no whole answer came within half a minute
  public static Fetched url(URI url, Optional<String> tag) throws IOException {
    var request = HttpRequest.newBuilder(url).timeout(PATIENCE).header("User-Agent", "fivetwenty");
    tag.filter(ListFetch::isEntityTag).ifPresent(t -> request.header("If-None-Match", t));
    try (var client =
        HttpClient.newBuilder()
            .connectTimeout(PATIENCE).followRedirects(HttpClient.Redirect.NORMAL).build()) {
      return answer(client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stopped);
    }
  }

  private static Fetched answer(HttpResponse<InputStream> response) throws IOException {
    try (InputStream body = response.body()) {
      return switch (response.statusCode()) {
        case 304 -> new Fetched(Optional.empty(), Optional.empty());
        case 200 ->
            new Fetched(
                Optional.of(bounded(body)),
                response.headers().firstValue("ETag").filter(ListFetch::isEntityTag));
        default -> throw new UnfitList("the answer has status " + response.statusCode());
      };
    }
  }

  /// Some lists name a version that is no entity tag.
  private static boolean isEntityTag(String text) {
    return text.matches("(W/)?\"[\\x21\\x23-\\x7e]{0,200}\"");
  }

  private static String bounded(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) throw new UnfitList("it is larger than 16 MiB");
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private ListFetch() {}
}
