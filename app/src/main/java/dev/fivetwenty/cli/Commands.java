package dev.fivetwenty.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The commands there are. A command's class is loaded when it is asked for.
final class Commands {

  static final String HELP =
      """
      fivetwenty says why an origin makes a CDN answer 520.

        fivetwenty diagnose https://shop.example/cart --origin 203.0.113.7
        fivetwenty probe -v -H 'Host: shop.example' http://203.0.113.7/cart
        fivetwenty judge reply.bin --ending rst
        fivetwenty lab

      Commands:
        probe      send one request; transcript, verdict and the bytes that prove it
        judge      say what an edge would make of raw reply bytes
        causes     list the causes, or explain one
        ranges     list the ranges a CDN connects from, or look up an address

      fivetwenty COMMAND --help shows a command's options. Exit codes: 0 nothing wrong found,
      1 a fault was found, 2 usage, 3 could not tell, 70 our own defect, 130 interrupted.
      """;

  private static final List<String> NAMES =
      List.of("probe", "judge");

  static Optional<Command> named(String name) {
    return Optional.ofNullable(
        switch (name) {
          case "judge" -> new JudgeCommand();
          default -> null;
        });
  }

  /// Returns the command that is at most two typing errors away.
  static Optional<String> closestTo(String typed) {
    return NAMES.stream()
        .filter(name -> distance(name, typed) <= 2)
        .min(Comparator.comparingInt(name -> distance(name, typed)));
  }

  /// Counts insertions, deletions and replacements between two words.
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) previous[j] = j;
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[b.length()];
  }

  private Commands() {}
}
