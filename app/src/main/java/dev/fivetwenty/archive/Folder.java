package dev.fivetwenty.archive;

import dev.fivetwenty.policy.alwaysonline.Copy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Where what is.
record Folder(Path root) {

  void make() throws IOException {
    Files.createDirectories(content());
    Files.createDirectories(incoming());
  }

  Path index() {
    return root.resolve("index");
  }

  Path lock() {
    return root.resolve("lock");
  }

  Path content() {
    return root.resolve("content");
  }

  Path incoming() {
    return root.resolve("new");
  }

  /// In folders by the first octet: some file systems are slow with very many files in one.
  Path content(String hash) {
    return content().resolve(hash.substring(0, 2)).resolve(hash);
  }

  boolean has(Copy copy) throws IOException {
    try {
      return Files.size(content(copy.hash())) == copy.length();
    } catch (NoSuchFileException e) {
      return false;
    }
  }
}
