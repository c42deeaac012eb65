package dev.fivetwenty.lab.socket;

import java.io.IOException;

/// Sends the same bytes every time, then ends.
public record Fixed(byte[] bytes, Ending ending) implements Behaviour {

  public Fixed(String text, Ending ending) {
    this(Exchange.latin1(text), ending);
  }

  @Override
  public void play(Exchange exchange) throws IOException {
    if (bytes.length > 0) exchange.send(bytes);
    exchange.end(ending);
  }
}
