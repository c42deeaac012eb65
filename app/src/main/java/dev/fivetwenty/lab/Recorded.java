package dev.fivetwenty.lab;

import dev.fivetwenty.lab.socket.Behaviour;
import dev.fivetwenty.lab.socket.Ending;
import dev.fivetwenty.lab.socket.Exchange;
import java.io.IOException;

/// Sends bytes that were recorded somewhere, then ends as it ended there.
///
/// @param onceKept it happened on a connection that had carried an exchange before: the first
///                 request of each connection gets a sound reply
public record Recorded(byte[] bytes, Ending ending, boolean onceKept) implements Behaviour {

  @Override
  public void play(Exchange exchange) throws IOException {
    if (onceKept && exchange.number() == 1) {
      exchange.send(Replies.to(exchange.request(), Replies.sound()));
      return;
    }
    if (bytes.length > 0) exchange.send(bytes);
    exchange.end(ending);
  }
}
