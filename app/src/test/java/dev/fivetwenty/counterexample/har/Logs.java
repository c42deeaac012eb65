package dev.fivetwenty.counterexample.har;

import java.util.logging.Logger;

/// Breaks a rule on purpose: it logs what it should return.
public final class Logs {
  final Logger logger = Logger.getAnonymousLogger();
}
