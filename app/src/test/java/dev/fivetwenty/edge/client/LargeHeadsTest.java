package dev.fivetwenty.edge.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.RequestReader;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LargeHeadsTest {

  /// A head of 6,000 bytes takes 8,256.
  private static final String BEGUN = "GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(6000);
  private static final String END = "\r\n\r\n";
  private static final Profile LIMITS = RequestReader.strictly(Profile.CLASSIC.limits());

  private final RequestReaders readers = new RequestReaders(() -> LIMITS);
  private final LargeHeads large = new LargeHeads(() -> 20_000);
  private final List<Integer> begun = new ArrayList<>();
  private final List<Integer> givenUp = new ArrayList<>();

  private RequestFeed feed(int number) {
    return new RequestFeed(
        readers, large, (event, _, _, _) -> note(event, number), () -> givenUp.add(number));
  }

  private void note(RequestReader.Event event, int number) {
    if (event == RequestReader.Event.HEAD) begun.add(number);
  }

  private static RequestFeed send(RequestFeed feed, String text) {
    feed.add(Unpooled.copiedBuffer(text, US_ASCII));
    while (feed.step()) {}
    return feed;
  }

  @Test
  void theOneThatHasBeenComingForLongestIsGivenUp() {
    RequestFeed first = send(feed(1), BEGUN);
    RequestFeed second = send(feed(2), BEGUN);
    send(first, "more");
    send(feed(3), BEGUN);
    send(second, END);

    assertThat(givenUp).containsExactly(1);
    assertThat(begun).containsExactly(2);
  }

  @Test
  void thoseThatAreWholeStay() {
    send(feed(1), BEGUN + END);
    send(feed(2), BEGUN + END);
    send(feed(3), BEGUN);
    send(feed(4), BEGUN + END);

    assertThat(givenUp).containsExactly(3, 4);
    assertThat(begun).containsExactly(1, 2);
  }

  @Test
  void whatIsAnsweredTakesNoRoom() {
    for (int i = 1; i <= 10; i++) send(feed(i), BEGUN + END).next();
    for (int i = 11; i <= 20; i++) send(feed(i), BEGUN).release();

    assertThat(givenUp).isEmpty();
  }

  @Test
  void usualHeadsAreNotCounted() {
    for (int i = 1; i <= 100; i++) send(feed(i), BEGUN.substring(0, 2000));

    assertThat(givenUp).isEmpty();
  }

  @Test
  void trailersAreCountedUntilTheirRequestIsAnswered() {
    String chunked = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n";
    String trailer = BEGUN.substring(BEGUN.indexOf("X: "));
    send(feed(1), chunked + trailer);
    RequestFeed second = send(feed(2), chunked + trailer + END);
    send(feed(3), BEGUN);
    assertThat(givenUp).containsExactly(1);

    second.next();
    send(feed(4), BEGUN);
    assertThat(givenUp).containsExactly(1);
  }
}
