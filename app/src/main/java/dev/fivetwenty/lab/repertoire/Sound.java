package dev.fivetwenty.lab.repertoire;

import static dev.fivetwenty.lab.scenario.Replies.ok;

import dev.fivetwenty.lab.scenario.Replies;
import dev.fivetwenty.lab.socket.Behaviour;
import dev.fivetwenty.lab.socket.Exchange;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/// Paths with nothing wrong, to compare with: `/ok`, `/large?size=`, `/slow?every=&size=`,
/// `/late?after=`, `/websocket`.
public final class Sound {

  private static final int MOST = 1 << 30;
  private static final int PIECE = 64 << 10;

  public static final Map<String, Behaviour> PATHS =
      Map.of(
          "/ok", Sound::reply, "/large", Sound::large, "/slow", Sound::slow, "/late", Sound::late,
          "/websocket", Interims::websocket);

  private Sound() {}

  static void reply(Exchange x) throws IOException {
    x.send(Replies.to(x.request(), Replies.sound()));
  }

  private static void large(Exchange x) throws IOException {
    int size = x.request().number("size", 16 << 20, 0, MOST);
    x.send(ok() + "Content-Type: text/plain\r\nContent-Length: " + size + "\r\n\r\n");
    if (x.request().method().equals("HEAD")) return;
    byte[] piece = Exchange.latin1("0123456789abcde\n".repeat(PIECE / 16));
    for (int left = size; left > 0; left -= piece.length) {
      x.send(left >= piece.length ? piece : java.util.Arrays.copyOf(piece, left));
    }
  }

  /// Thinks for 3000 ms, or `?after=`, before the first byte.
  private static void late(Exchange x) throws IOException {
    x.pause(Duration.ofMillis(x.request().number("after", 3000, 0, 600_000)));
    reply(x);
  }

  /// Sends slowly, but never so slowly that anyone should give up.
  private static void slow(Exchange x) throws IOException {
    int size = x.request().number("size", 20, 1, 100_000);
    var every = Duration.ofMillis(x.request().number("every", 100, 1, 60_000));
    x.send(ok() + "Content-Type: text/plain\r\nContent-Length: " + size + "\r\n\r\n");
    for (int i = 0; i < size; i++) {
      x.pause(every);
      x.send(".");
    }
  }
}
