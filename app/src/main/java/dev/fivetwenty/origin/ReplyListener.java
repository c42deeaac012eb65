package dev.fivetwenty.origin;

import dev.fivetwenty.wire.ResponseReader;
import io.netty.buffer.ByteBuf;

/// Is told what arrives in reply to one request, on the event loop, as it arrives.
///
/// To hold the peer back, switch the channel's auto-read off.
interface ReplyListener {

  /// Bytes came, before anything is said of them; valid during the call.
  void received(ByteBuf bytes);

  void interimHead(ResponseReader reader);

  void finalHead(ResponseReader reader);

  /// Content as it was sent, transfer coding removed; valid during the call.
  ///
  /// @param bytes those that [#received] was told of
  /// @param from  index of the first byte of content in them
  void content(ByteBuf bytes, int from, int length);

  /// The bytes that [#received] was told of are read; they are released after the call.
  void settled();

  /// The profile refused the reply; what follows is only measured, until [#ended].
  void refused();

  /// The reply is complete by its own framing, or was refused by the profile.
  void ended(boolean complete);

  /// The connection takes more of the request.
  void writable();

  /// What could be read without waiting was read.
  void drained();

  /// The peer's bytes stopped.
  void lost();

  /// An exception that is no loss of the connection: of TLS, or our own.
  void failed(Throwable thrown);
}
