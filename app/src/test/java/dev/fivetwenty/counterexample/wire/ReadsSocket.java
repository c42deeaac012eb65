package dev.fivetwenty.counterexample.wire;

import java.net.Socket;

/// Breaks a rule on purpose: a reader that holds a socket.
public final class ReadsSocket {
  final Socket socket = new Socket();
}
