package dev.fivetwenty.edge.copy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.fivetwenty.archive.Archive;
import dev.fivetwenty.archive.Content;
import dev.fivetwenty.policy.alwaysonline.Banner;
import dev.fivetwenty.policy.alwaysonline.Copy;
import dev.fivetwenty.policy.alwaysonline.Shown;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.zip.GZIPInputStream;

/// Gets copies ready: out of the archive, and HTML pages with a banner. Pages with a banner are made once
/// and stay in memory, within a bound, as long as they are asked for. Safe for all threads.
public final class Pages {

  /// A page whose content is larger has no banner.
  private static final long MOST_HTML = 1 << 20;

  /// Nor has one that becomes larger when it is decoded.
  private static final int MOST_DECODED = 4 << 20;

  /// Bytes of pages with a banner in memory.
  private static final long MOST_READY = 32 << 20;

  private static final Executor OFF_LOOP = task -> Thread.ofVirtual().name("kept page").start(task);

  private final Archive archive;
  private final Cache<Name, Page> ready =
      Caffeine.newBuilder()
          .executor(Runnable::run)
          .maximumWeight(MOST_READY)
          .weigher((Name name, Page page) -> (int) page.content().length() + name.key().length())
          .build();

  /// Pages that are being made, so that many who want one make it once.
  private final ConcurrentHashMap<Name, CompletableFuture<Page>> making = new ConcurrentHashMap<>();

  /// Which copy a page was made of.
  private record Name(String key, String hash, Instant received) {}

  public Pages(Archive archive) {
    this.archive = archive;
  }

  /// Returns a page; completes at once where it is in memory, else on another thread. See [Archive#open].
  CompletionStage<Page> open(Copy copy, boolean banner) {
    var name = new Name(copy.key(), copy.hash(), copy.received());
    Page there = banner ? ready.getIfPresent(name) : null;
    if (there != null) return CompletableFuture.completedFuture(there);
    if (!banner || !canHaveBanner(copy)) {
      return archive.open(copy).thenApply(content -> new Page(content, Shown.asKept(copy)));
    }
    var made = new CompletableFuture<Page>();
    CompletableFuture<Page> underWay = making.putIfAbsent(name, made);
    if (underWay != null) return underWay;
    archive.open(copy).thenApplyAsync(content -> withBanner(copy, content), OFF_LOOP).whenComplete((page, lost) -> {
      if (page != null) ready.put(name, page);
      making.remove(name);
      if (page != null) made.complete(page);
      else made.completeExceptionally(lost);
    });
    return made;
  }

  private static boolean canHaveBanner(Copy copy) {
    String coding = copy.variant().coding();
    boolean readable = coding.isEmpty() || coding.equals("gzip") || coding.equals("x-gzip");
    return readable && copy.length() <= MOST_HTML && Banner.fits(copy);
  }

  private static Page withBanner(Copy copy, Content content) {
    byte[] kept = whole(content);
    Optional<byte[]> page =
        decoded(copy.variant().coding(), kept).flatMap(html -> Banner.into(html, copy.key(), copy.received()));
    if (page.isEmpty()) return new Page(new Content.Bytes(kept), Shown.asKept(copy));
    return new Page(new Content.Bytes(page.get()), new Shown(page.get().length, etag(page.get()), true));
  }

  private static byte[] whole(Content content) {
    try (content) {
      var all = ByteBuffer.allocate((int) content.length());
      content.read(0, all);
      return all.array();
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private static Optional<byte[]> decoded(String coding, byte[] kept) {
    if (coding.isEmpty()) return Optional.of(kept);
    try (var plain = new GZIPInputStream(new ByteArrayInputStream(kept))) {
      byte[] html = plain.readNBytes(MOST_DECODED + 1);
      return html.length > MOST_DECODED ? Optional.empty() : Optional.of(html);
    } catch (IOException e) {
      // It was checked when it was kept, so it is as the origin meant it: somebody else may read it.
      return Optional.empty();
    }
  }

  private static String etag(byte[] page) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(page);
      return "\"" + HexFormat.of().formatHex(hash, 0, 12) + "-copy\"";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
