package dev.fivetwenty.counterexample.cause;

import java.net.InetSocketAddress;

/// Breaks a rule on purpose: a judge that asks the network.
public final class JudgesBySocket {
  final InetSocketAddress asked = new InetSocketAddress(0);
}
