package dev.fivetwenty.edge.copy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fivetwenty.archive.Archive;
import dev.fivetwenty.archive.Content;
import dev.fivetwenty.policy.alwaysonline.Copy;
import dev.fivetwenty.policy.alwaysonline.field.HeadFields;
import dev.fivetwenty.policy.alwaysonline.field.Variant;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Pages with a banner, and an archive that takes its time.
class PagesTest {

  private static final byte[] HTML = "<body><h1>Shop</h1>".getBytes(ISO_8859_1);
  private static final Copy COPY =
      new Copy(
          "http://shop.test/", new Variant(List.of(), "", ""), 200, HeadFields.of("Content-Type: text/html"),
          Instant.EPOCH, Instant.EPOCH, "0", HTML.length);

  /// What the archive was asked for, to be answered by the test.
  private final ConcurrentLinkedQueue<CompletableFuture<Content>> opened = new ConcurrentLinkedQueue<>();

  private final Pages pages =
      new Pages(
          (Archive)
              Proxy.newProxyInstance(
                  Archive.class.getClassLoader(), new Class<?>[] {Archive.class},
                  (self, method, arguments) -> {
                    var content = new CompletableFuture<Content>();
                    opened.add(content);
                    return content;
                  }));

  private List<CompletableFuture<Page>> open(int visitors) {
    return IntStream.range(0, visitors).mapToObj(i -> pages.open(COPY, true).toCompletableFuture()).toList();
  }

  @Test
  void manyWhoWantAPageMakeItOnce() throws Exception {
    List<CompletableFuture<Page>> all = open(100);
    assertThat(opened).hasSize(1);
    opened.element().complete(new Content.Bytes(HTML));
    Page page = all.getFirst().get(60, TimeUnit.SECONDS);
    assertThat(page.shown().changed()).isTrue();
    for (CompletableFuture<Page> each : all) assertThat(each.get(60, TimeUnit.SECONDS)).isSameAs(page);
    assertThat(open(1).getFirst().join()).isSameAs(page);
    assertThat(opened).hasSize(1);
  }

  @Test
  void whoComesAfterItWasLostLooksAgain() {
    List<CompletableFuture<Page>> all = open(2);
    opened.element().completeExceptionally(new IOException("lost"));
    for (CompletableFuture<Page> each : all) {
      assertThatThrownBy(() -> each.get(60, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
    }
    open(1);
    assertThat(opened).hasSize(2);
  }
}
