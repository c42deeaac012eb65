package dev.fivetwenty.counterexample.policy;

import dev.fivetwenty.counterexample.edge.OpensDatabase;
import io.netty.buffer.ByteBuf;

/// Breaks two rules on purpose: a policy that holds a buffer and knows an edge.
public final class HoldsBuffer {
  ByteBuf buffer;
  OpensDatabase edge;
}
