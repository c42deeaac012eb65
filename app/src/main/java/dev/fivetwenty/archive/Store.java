package dev.fivetwenty.archive;

import dev.fivetwenty.policy.alwaysonline.Copy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The folder, as the writer changes it. Confined to the writer, once it is open.
final class Store {

  private final Disk disk;
  private final Folder folder;
  private final Shelves shelves;
  private final Tallies tallies;
  private final Index index;
  /// How many copies have a content.
  private final Map<String, Integer> users = new HashMap<>();
  /// Contents that nothing names any more, as soon as the index is on the disk, and their lengths.
  private final Map<String, Long> unused = new LinkedHashMap<>();
  /// Of all contents there are. Written by the writer only.
  private final AtomicLong contents = new AtomicLong();
  private long writings;

  /// Reads what there is and puts it on the shelves; what is half there is cleared away.
  ///
  /// @param notices takes a line for the operator
  Store(Disk disk, Folder folder, Shelves shelves, Tallies tallies, Consumer<String> notices) throws IOException {
    this.disk = disk;
    this.folder = folder;
    this.shelves = shelves;
    this.tallies = tallies;
    folder.make();
    var found = new Catalogue();
    long good = Index.read(folder.index(), found);
    index = new Index(disk, folder.index(), good, found.damaged() > 0);
    if (found.damaged() > 0) {
      notices.accept("kept copies: %s was damaged and has lost %d of its records; look at the disk"
          .formatted(folder.index(), found.damaged()));
    }
    for (Copy copy : found.copies()) {
      if (folder.has(copy)) use(copy);
    }
    sweep();
    // The newest last, so that it stays if there is too little room by now.
    found.copies().stream()
        .filter(copy -> users.containsKey(copy.hash()))
        .forEach(copy -> forget(shelves.put(copy)));
    makeRoom();
  }

  private void use(Copy copy) {
    boolean first = users.merge(copy.hash(), 1, Integer::sum) == 1;
    boolean isThere = unused.remove(copy.hash()) != null;
    if (first && !isThere) contents.addAndGet(copy.length());
  }

  /// Returns what the files take, but for what is being written. Any thread may ask.
  long bytes() {
    return contents.get() + index.length();
  }

  private void sweep() throws IOException {
    try (Stream<Path> files = Files.walk(folder.content())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!users.containsKey(file.getFileName().toString())) Files.delete(file);
      }
    }
    try (Stream<Path> files = Files.list(folder.incoming())) {
      for (Path file : files.toList()) Files.delete(file);
    }
  }

  void write(Writing of, byte[] bytes, int count) throws IOException {
    if (!of.isOpen()) of.open(disk, folder.incoming().resolve(Long.toString(writings++)));
    of.write(bytes, count);
  }

  /// Makes a copy of what was written and a rest, and returns whether its content is what the response said.
  boolean keep(Writing of, byte[] rest, int count, Copy draft) throws IOException {
    if (!of.isOpen()) {
      // A page that is as it was need not be written again.
      Copy same = draft.with(Hash.of(rest, count), count);
      if (folder.has(same)) return Coding.isSound(same, folder.content(same.hash())) && enter(same);
    }
    write(of, rest, count);
    Copy copy = draft.with(of.end(), of.length());
    if (!Coding.isSound(copy, of.file())) {
      Files.delete(of.file());
      return false;
    }
    Path place = folder.content(copy.hash());
    if (folder.has(copy)) {
      Files.delete(of.file());
    } else {
      Files.createDirectories(place.getParent());
      Files.move(of.file(), place, StandardCopyOption.ATOMIC_MOVE);
    }
    return enter(copy);
  }

  private boolean enter(Copy copy) throws IOException {
    index.put(copy);
    use(copy);
    List<Copy> gone = shelves.put(copy);
    for (Copy each : gone) {
      // What has the same place in the index is gone from it by the new one.
      if (!each.replaces(copy)) index.remove(each);
    }
    forget(gone);
    makeRoom();
    return true;
  }

  private void makeRoom() throws IOException {
    List<Copy> gone = shelves.makeRoom();
    tallies.evicted.add(gone.size());
    remove(gone);
  }

  private void forget(List<Copy> copies) {
    for (Copy copy : copies) {
      int left = users.merge(copy.hash(), -1, Integer::sum);
      if (left > 0) continue;
      users.remove(copy.hash());
      unused.put(copy.hash(), copy.length());
    }
  }

  /// Takes note of copies that are not on the shelves any more.
  void remove(List<Copy> copies) throws IOException {
    forget(copies);
    for (Copy copy : copies) index.remove(copy);
  }

  void abandon(Writing of) throws IOException {
    of.abandon();
    if (of.file() != null) Files.deleteIfExists(of.file());
  }

  /// Does what can wait until there is nothing else to do.
  void rest() throws IOException {
    makeRoom();
    index.force();
    for (Map.Entry<String, Long> each : unused.entrySet()) {
      Files.deleteIfExists(folder.content(each.getKey()));
      contents.addAndGet(-each.getValue());
    }
    unused.clear();
    if (!index.isWorthRewriting()) return;
    var all = new ArrayList<Copy>();
    shelves.each(all::add);
    index.rewrite(all);
  }

  void close() throws IOException {
    rest();
    index.close();
  }
}
