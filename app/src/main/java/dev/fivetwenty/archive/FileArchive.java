package dev.fivetwenty.archive;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.fivetwenty.policy.alwaysonline.Copy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// An archive in a folder, for one process at a time.
public final class FileArchive implements Archive {

  /// Larger content is streamed from the disk.
  static final long MOST_IN_MEMORY = 1 << 20;

  private static final int PIECE = 64 << 10;
  private static final int MOST_CHECKED = 10_000;

  private final Folder folder;
  private final FileChannel lock;
  private final Shelves shelves;
  private final Store store;
  private final Writer writer;
  private final Tallies tallies = new Tallies();
  private final Cache<String, byte[]> memory;
  /// Contents that are being read, so that many who want one read it once.
  private final ConcurrentHashMap<String, CompletableFuture<Content>> reading = new ConcurrentHashMap<>();
  /// Large contents whose hash was seen to be right; what is forgotten is looked at again.
  private final Cache<String, Boolean> checked =
      Caffeine.newBuilder().executor(Runnable::run).maximumSize(MOST_CHECKED).build();

  /// Opens an archive, or makes one.
  ///
  /// @param most    bytes on the disk
  /// @param hot     bytes of contents in memory
  /// @param notices takes a line for the operator, on any thread
  /// @throws ArchiveProblem if the folder cannot be used
  public static FileArchive open(Path root, long most, long hot, Consumer<String> notices) {
    return open(Disk.REAL, root, most, hot, notices);
  }

  static FileArchive open(Disk disk, Path root, long most, long hot, Consumer<String> notices) {
    try {
      Files.createDirectories(root);
      return new FileArchive(disk, new Folder(root), most, hot, notices);
    } catch (IOException e) {
      throw new ArchiveProblem("cannot keep copies in " + root + ": " + e, e);
    }
  }

  private FileArchive(Disk disk, Folder folder, long most, long hot, Consumer<String> notices)
      throws IOException {
    this.folder = folder;
    lock = locked(folder);
    shelves = new Shelves(most);
    store = new Store(disk, folder, shelves, tallies, notices);
    writer = new Writer(store, tallies, notices);
    memory =
        Caffeine.newBuilder()
            .executor(Runnable::run)
            .maximumWeight(hot)
            .weigher((String hash, byte[] bytes) -> bytes.length)
            .build();
  }

  private static FileChannel locked(Folder folder) throws IOException {
    FileChannel lock =
        FileChannel.open(folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (lock.tryLock() != null) return lock;
    } catch (OverlappingFileLockException e) {
      // By this process itself: the same.
    }
    lock.close();
    throw new ArchiveProblem(folder.root() + " is in use by another process");
  }

  @Override
  public List<Copy> find(String key) {
    return shelves.find(key);
  }

  @Override
  public Draft begin() {
    return new Draft(writer);
  }

  @Override
  public CompletionStage<Content> open(Copy copy) {
    byte[] hot = memory.getIfPresent(copy.hash());
    if (hot != null) return CompletableFuture.completedFuture(new Content.Bytes(hot));
    if (copy.length() <= MOST_IN_MEMORY) {
      return reading.computeIfAbsent(copy.hash(), hash -> later(copy, this::load));
    }
    return later(copy, this::stream);
  }

  private interface Step {
    Content from(Copy copy) throws IOException;
  }

  private CompletableFuture<Content> later(Copy copy, Step step) {
    var future = new CompletableFuture<Content>();
    Thread.ofVirtual().name("kept copy").start(() -> {
      try {
        Content content = found(copy, step);
        reading.remove(copy.hash(), future);
        future.complete(content);
      } catch (IOException e) {
        // First: whoever looks again gets a new look.
        reading.remove(copy.hash(), future);
        future.completeExceptionally(e);
      }
    });
    return future;
  }

  /// Reads, and forgets a copy that turns out to be none.
  private Content found(Copy copy, Step step) throws IOException {
    try {
      return step.from(copy);
    } catch (LostContent e) {
      lost(copy);
      throw e;
    }
  }

  private Content load(Copy copy) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(folder.content(copy.hash()));
    } catch (NoSuchFileException e) {
      throw new LostContent("the file is gone", e);
    }
    if (!Hash.of(bytes, bytes.length).equals(copy.hash())) throw new LostContent("the hash is another one");
    memory.put(copy.hash(), bytes);
    return new Content.Bytes(bytes);
  }

  private Content stream(Copy copy) throws IOException {
    FileChannel file;
    try {
      file = FileChannel.open(folder.content(copy.hash()), StandardOpenOption.READ);
    } catch (NoSuchFileException e) {
      throw new LostContent("the file is gone", e);
    }
    try {
      if (checked.getIfPresent(copy.hash()) == null) check(copy, file);
      return new Content.Stored(file, copy.length());
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  private void check(Copy copy, FileChannel file) throws IOException {
    MessageDigest digest = Hash.begin();
    var piece = ByteBuffer.allocate(PIECE);
    for (long at = 0; ; ) {
      int count = file.read(piece.clear(), at);
      if (count < 0) break;
      at += count;
      digest.update(piece.flip());
    }
    if (!Hash.end(digest).equals(copy.hash())) throw new LostContent("the hash is another one");
    checked.put(copy.hash(), true);
  }

  private void lost(Copy copy) throws IOException {
    tallies.lost.increment();
    // So that the same content, when it is kept again, is written again.
    Files.deleteIfExists(folder.content(copy.hash()));
    writer.remove(shelves.remove(copy.key(), each -> each.hash().equals(copy.hash())));
  }

  @Override
  public void each(Consumer<Copy> consumer) {
    shelves.each(consumer);
  }

  @Override
  public int remove(Predicate<Copy> which) {
    return removed(shelves.remove(which));
  }

  @Override
  public int remove(String key, Predicate<Copy> which) {
    return removed(shelves.remove(key, which));
  }

  private int removed(List<Copy> gone) {
    if (!gone.isEmpty()) writer.remove(gone);
    return gone.size();
  }

  @Override
  public Figures figures() {
    long inMemory = memory.policy().eviction().map(e -> e.weightedSize().orElse(0)).orElse(0L);
    return new Figures(
        shelves.count(), store.bytes(), tallies.kept.sum(), tallies.evicted.sum(),
        tallies.lost.sum(), tallies.dropped(), inMemory);
  }

  @Override
  public void settle() throws InterruptedException {
    var latch = new CountDownLatch(1);
    writer.reached(latch);
    latch.await();
  }

  @Override
  public void close() {
    writer.close();
    try {
      lock.close();
    } catch (IOException e) {
      // The lock ends with the process at the latest.
    }
  }
}
