package dev.fivetwenty.archive;

import dev.fivetwenty.policy.alwaysonline.Copy;
import dev.fivetwenty.policy.alwaysonline.field.Variant;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What an index says in the end, in the order in which it was kept.
public final class Catalogue implements Index.Reader {

  private record Place(String key, Variant variant) {}

  private final Map<Place, Copy> copies = new LinkedHashMap<>();
  private int damaged;

  Catalogue() {}

  /// Reads the index of an archive, whether or not an edge writes to it.
  ///
  /// @param root the folder of the archive; there may be none
  /// @throws ArchiveProblem if that cannot be read
  public static List<Copy> read(Path root) {
    var catalogue = new Catalogue();
    Path index = new Folder(root).index();
    try {
      Index.read(index, catalogue);
    } catch (IOException e) {
      throw new ArchiveProblem("cannot read " + index + ": " + e, e);
    }
    return List.copyOf(catalogue.copies());
  }

  /// Returns what the files of an archive take, whether or not an edge adds and removes some meanwhile.
  ///
  /// @param root the folder of the archive; there may be none
  /// @throws ArchiveProblem if that cannot be looked through
  public static long bytes(Path root) {
    if (!Files.isDirectory(root)) return 0;
    try (Stream<Path> files = Files.walk(root)) {
      return files.map(Path::toFile).filter(File::isFile).mapToLong(File::length).sum();
    } catch (IOException | UncheckedIOException e) {
      throw new ArchiveProblem("cannot look through " + root + ": " + e, e);
    }
  }

  @Override
  public void put(Copy copy) {
    var place = new Place(copy.key(), copy.variant());
    copies.remove(place);
    copies.put(place, copy);
  }

  /// What was put there since is another one.
  @Override
  public void remove(Copy copy) {
    copies.computeIfPresent(
        new Place(copy.key(), copy.variant()), (place, there) -> there.isSame(copy) ? null : there);
  }

  @Override
  public void damaged(int records) {
    damaged = records;
  }

  /// Returns how many records could not be read, though others follow.
  int damaged() {
    return damaged;
  }

  Collection<Copy> copies() {
    return copies.values();
  }
}
