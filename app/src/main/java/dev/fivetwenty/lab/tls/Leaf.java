package dev.fivetwenty.lab.tls;

/// The certificates the lab can show, each with at most one fault.
public enum Leaf {
  GOOD,
  EXPIRED,
  NOT_YET,
  SELF_SIGNED,
  WRONG_NAME,
  /// Of an authority that is in nobody's store, not even in the lab's PEM file.
  UNTRUSTED,
  EXPIRES_SOON,
  /// The client's own, for those that are asked for one.
  CLIENT
}
