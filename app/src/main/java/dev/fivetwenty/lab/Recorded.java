package dev.fivetwenty.lab;

import dev.fivetwenty.lab.repertoire.Interims;
import dev.fivetwenty.lab.scenario.Replies;
import dev.fivetwenty.lab.socket.Behaviour;
import dev.fivetwenty.lab.socket.Ending;
import dev.fivetwenty.lab.socket.Exchange;
import dev.fivetwenty.lab.socket.LabRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Sends bytes that were recorded somewhere, then ends as it ended there.
///
/// @param onceKept it happened on a connection that had carried an exchange before: the first
///                 request of each connection gets a sound reply
/// @param accepts  where it agreed to the key of a WebSocket, it agrees to the one that is sent now
public record Recorded(byte[] bytes, Ending ending, boolean onceKept, boolean accepts) implements Behaviour {

  private static final Pattern ACCEPT = Pattern.compile("(?i)(?<=\r\nSec-WebSocket-Accept: )[^\r]*");

  @Override
  public void play(Exchange exchange) throws IOException {
    if (onceKept && exchange.number() == 1) {
      exchange.send(Replies.to(exchange.request(), Replies.sound()));
      return;
    }
    byte[] reply = accepts ? accepting(exchange.request()) : bytes;
    if (reply.length > 0) exchange.send(reply);
    exchange.end(ending);
  }

  private byte[] accepting(LabRequest request) {
    String reply = new String(bytes, StandardCharsets.ISO_8859_1);
    return Exchange.latin1(ACCEPT.matcher(reply).replaceFirst(Interims.accept(request)));
  }
}
