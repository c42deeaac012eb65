package dev.fivetwenty.counterexample.lab;

import dev.fivetwenty.counterexample.wire.ReadsSocket;

/// Breaks a rule on purpose: a lab that reads with the reader it is to test.
public final class ReadsWithOurReader {
  ReadsSocket reader;
}
