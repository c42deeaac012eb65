package dev.fivetwenty.ticket;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// The folder of a ticket in the making: a sibling of the one that is wanted, which it becomes when
/// it is whole and nothing secret is in it. One that is closed before leaves nothing behind.
public final class TicketFolder implements AutoCloseable {

  /// Writes one file.
  public interface Filler {
    void fill(OutputStream out) throws IOException;
  }

  private final Path target;
  private final Path unfinished;
  private final List<Listed> files = new ArrayList<>();
  private boolean done;

  private TicketFolder(Path target, Path unfinished) {
    this.target = target;
    this.unfinished = unfinished;
  }

  /// Begins a folder that will have that name.
  ///
  /// @throws FileAlreadyExistsException where there is something that is no earlier ticket
  public static TicketFolder begin(Path wanted) throws IOException {
    Path target = wanted.toAbsolutePath().normalize();
    demand(target);
    Files.createDirectories(target.getParent());
    String prefix = "." + target.getFileName() + ".unfinished-";
    return new TicketFolder(target, Files.createTempDirectory(target.getParent(), prefix));
  }

  /// Checks that the name is free, or belongs to an empty folder or to an earlier ticket in which
  /// nothing else lies.
  public static void demand(Path wanted) throws IOException {
    Path target = wanted.toAbsolutePath().normalize();
    if (target.getFileName() == null) throw new FileAlreadyExistsException(target.toString());
    if (!Files.exists(target) || Files.isDirectory(target) && isReplaceable(target)) return;
    throw new FileAlreadyExistsException(
        target.toString(), null, "it exists and is no ticket; name another folder");
  }

  private static boolean isReplaceable(Path folder) throws IOException {
    Path listing = folder.resolve(Manifest.NAME);
    String manifest = Files.isRegularFile(listing) ? Files.readString(listing) : "";
    boolean ours = manifest.contains("\"tool\":\"fivetwenty ");
    try (Stream<Path> within = Files.walk(folder)) {
      return within.filter(Files::isRegularFile).map(file -> folder.relativize(file).toString())
          .allMatch(
              name -> ours
                  && (name.equals(Manifest.NAME) || manifest.contains("\"name\":\"" + name + "\"")));
    }
  }

  /// Returns what was written, in order.
  public List<Listed> files() {
    return List.copyOf(files);
  }

  /// Returns where a file is while the folder is not finished.
  public Path path(String name) {
    return unfinished.resolve(name);
  }

  public void write(TicketFile file, byte[] bytes) throws IOException {
    write(file, out -> out.write(bytes));
  }

  public void write(TicketFile file, Filler filler) throws IOException {
    Path path = unfinished.resolve(file.name());
    Files.createDirectories(path.getParent());
    MessageDigest digest = sha256();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path));
        var hashed = new DigestOutputStream(out, digest)) {
      filler.fill(hashed);
    }
    files.removeIf(listed -> listed.file().name().equals(file.name()));
    files.add(new Listed(file, Files.size(path), HexFormat.of().formatHex(digest.digest())));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is in every JDK", e);
    }
  }

  /// Writes the manifest, looks for secrets, and gives the folder its name where there are none.
  ///
  /// @return the first thing that was found; then no folder comes about
  public Optional<Leak> finish(Manifest manifest, LeakCheck check) throws IOException {
    var listing = new TicketFile(Manifest.NAME, "this list");
    Files.writeString(unfinished.resolve(Manifest.NAME), manifest.text(files));
    for (TicketFile file : Stream.concat(files.stream().map(Listed::file), Stream.of(listing)).toList()) {
      Optional<Leak> leak = check.in(unfinished, file);
      if (leak.isPresent()) return leak;
    }
    Path earlier = target.resolveSibling(unfinished.getFileName() + "-earlier");
    boolean replaces = Files.exists(target);
    if (replaces) Files.move(target, earlier);
    Files.move(unfinished, target);
    done = true;
    if (replaces) delete(earlier);
    return Optional.empty();
  }

  /// Packs the finished folder into a file beside it.
  ///
  /// @return the file
  public Path zip(Manifest manifest) throws IOException {
    Path zip = target.resolveSibling(target.getFileName() + ".zip");
    Path half = Files.createTempFile(target.getParent(), ".ticket-", ".zip");
    try {
      try (var out = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(half)))) {
        for (Listed listed : files) pack(listed.file().name(), manifest, out);
        pack(Manifest.NAME, manifest, out);
      }
      Files.move(half, zip, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(half);
    }
    return zip;
  }

  private void pack(String name, Manifest manifest, ZipOutputStream out) throws IOException {
    var entry = new ZipEntry(target.getFileName() + "/" + name);
    entry.setLastModifiedTime(FileTime.from(manifest.made()));
    out.putNextEntry(entry);
    Files.copy(target.resolve(name), out);
    out.closeEntry();
  }

  @Override
  public void close() {
    if (done) return;
    try {
      delete(unfinished);
    } catch (IOException problem) {
      throw new UncheckedIOException("cannot delete " + unfinished, problem);
    }
  }

  private static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException problem) throws IOException {
            if (problem != null) throw problem;
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
