package dev.fivetwenty.har;

import dev.fivetwenty.har.json.Json;
import dev.fivetwenty.har.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// HAR files for tests: the corpus, and small ones made of text.
public final class Hars {

  private static final Path CORPUS = Path.of("../corpus/har");

  /// Returns the files of real writers; fails when they are not there.
  public static List<Path> corpus() throws IOException {
    try (Stream<Path> files = Files.list(CORPUS)) {
      List<Path> hars = files.filter(f -> f.toString().endsWith(".har")).sorted().toList();
      if (hars.size() < 7) throw new IllegalStateException("corpus/har has " + hars);
      return hars;
    }
  }

  public static Path file(String name) {
    return CORPUS.resolve(name + ".har");
  }

  public static InputStream in(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  public static Json json(String text) throws Exception {
    try (var reader = new JsonReader(in(text), 0)) {
      reader.next();
      return reader.tree();
    }
  }

  public static List<HarEntry> entries(InputStream in) throws Exception {
    var entries = new ArrayList<HarEntry>();
    try (HarReader reader = HarReader.open(in)) {
      for (var e = reader.nextEntry(); e.isPresent(); e = reader.nextEntry()) entries.add(e.get());
    }
    return entries;
  }

  /// Returns a file written anew from its parts.
  public static byte[] rewritten(InputStream in) throws Exception {
    var out = new ByteArrayOutputStream();
    try (HarReader reader = HarReader.open(in);
        var writer = new HarWriter(out)) {
      for (var part = reader.next(); part.isPresent(); part = reader.next()) {
        writer.write(part.get());
      }
    }
    return out.toByteArray();
  }

  /// Returns a log with these entries.
  public static String log(String... entries) {
    return """
        {"log":{"version":"1.2","creator":{"name":"test","version":"1"},"entries":[%s]}}"""
        .formatted(String.join(",", entries));
  }

  /// Returns a sound entry; `more` are members of the response, each with a comma behind it.
  public static String entry(String url, int status, String more) {
    return """
        {"startedDateTime":"2026-11-20T09:15:02.113Z","time":3,"cache":{},
         "request":{"method":"GET","url":"%s","httpVersion":"HTTP/1.1","cookies":[],"headers":[],
          "queryString":[],"headersSize":-1,"bodySize":0},
         "response":{%s"status":%d,"statusText":"","httpVersion":"HTTP/1.1","cookies":[],
          "redirectURL":"","headersSize":-1,"bodySize":0},
         "timings":{"send":1,"wait":1,"receive":1}}"""
        .formatted(url, more, status);
  }

  private Hars() {}
}
