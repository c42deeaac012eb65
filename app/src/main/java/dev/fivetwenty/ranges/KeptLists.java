package dev.fivetwenty.ranges;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The lists that were fetched, a file for each provider, in the form of [RangeList].
///
/// A file is replaced whole or not at all. Where none was fetched, the list that comes with the
/// program serves.
public final class KeptLists {

  private final Path folder;

  public KeptLists(Path folder) {
    this.folder = folder;
  }

  /// Returns the list of one provider; empty where it neither comes with the program nor was fetched.
  ///
  /// @throws UnfitList if a file is there and cannot be used
  public List<Range> of(Source source) {
    Path file = file(source);
    if (Files.exists(file)) return parse(file);
    return source == Source.CLOUDFLARE ? Ranges.published().all() : List.of();
  }

  private static List<Range> parse(Path file) {
    try {
      return RangeList.parse(text(file));
    } catch (IllegalArgumentException | DateTimeException broken) {
      throw new UnfitList(file + " is damaged (ranges update writes it anew): " + broken.getMessage());
    }
  }

  public List<Range> all() {
    var all = new ArrayList<Range>();
    for (Source source : Source.values()) all.addAll(of(source));
    return all;
  }

  /// Returns the version of the fetched list: an entity tag, or what the list itself says.
  public Optional<String> version(Source source) {
    Path file = file(source);
    return Files.exists(file) ? RangeList.version(text(file)) : Optional.empty();
  }

  /// What an update came to.
  ///
  /// @param added   blocks that the list before did not have
  /// @param removed blocks that are gone
  public record Change(List<String> added, List<String> removed) {}

  /// Checks what was fetched and puts it in the place of the old list.
  ///
  /// @param origin where it came from, for whoever reads the file
  /// @throws UnfitList with the old list left as it was
  public Change replace(
      Source source, String fetched, String origin, Optional<String> tag, LocalDate today,
      boolean acceptLoss)
      throws IOException {
    PublishedForms.Content content = PublishedForms.read(fetched);
    Checked.blocks(content.blocks());
    List<String> before = of(source).stream().map(Range::cidr).toList();
    if (!acceptLoss) Checked.notShrunk(set(before), set(content.blocks()));
    write(source, RangeList.text(source, today, origin, tag.or(content::version), content.blocks()));
    return new Change(
        content.blocks().stream().filter(b -> !before.contains(b)).toList(),
        before.stream().filter(b -> !content.blocks().contains(b)).toList());
  }

  /// Says that the list is still as it was, on that day.
  public void confirm(Source source, LocalDate today) throws IOException {
    write(source, text(file(source)).replaceFirst("(?m)^as-of: .*$", "as-of: " + today));
  }

  private void write(Source source, String text) throws IOException {
    Files.createDirectories(folder);
    Path fresh = Files.createTempFile(folder, source.slug(), ".new");
    try {
      Files.writeString(fresh, text);
      Files.move(
          fresh, file(source), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static AddressSet set(List<String> blocks) {
    return AddressSet.union(blocks.stream().map(b -> AddressSet.of(b).orElseThrow()).toList());
  }

  private Path file(Source source) {
    return folder.resolve(source.slug() + ".txt");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException problem) {
      throw new UnfitList("cannot read " + file + ": " + problem.getMessage());
    }
  }
}
