package dev.fivetwenty.origin;

import dev.fivetwenty.wire.ResponseIndex;
import io.netty.buffer.ByteBuf;

/// Takes the reply of an attempt as it arrives, on the event loop.
///
/// Nothing that is refused is given: a head has been read and found acceptable as a whole, content
/// as far as it is given. What an exception of a sink does to the attempt is what a defect of ours
/// does: it ends it, and is nobody else's fault.
public interface ReplySink {

  /// An interim head is complete; valid during the call.
  default void interimHead(ResponseIndex head) {}

  /// The final head is complete; valid until the attempt ends.
  default void finalHead(ResponseIndex head) {}

  /// Content with the transfer coding removed, uncopied; valid during the call.
  ///
  /// @param bytes others, too
  /// @param from  index of the first byte of content in them
  default void content(ByteBuf bytes, int from, int length) {}

  /// The origin takes more of the request, for the first time or again.
  default void writable() {}

  /// What could be read without waiting was read.
  default void drained() {}

  /// A sink for which nothing of the reply matters but how it ends.
  ReplySink NONE = new ReplySink() {};
}
