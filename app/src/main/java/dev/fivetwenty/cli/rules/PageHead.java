package dev.fivetwenty.cli.rules;

import dev.fivetwenty.cli.har.Html;
import dev.fivetwenty.cli.render.Shown;

/// How pages about rules begin and look. They need nothing else: no script, no network.
final class PageHead {

  static String of(String title) {
    return """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>%s</title>
        <style>
        :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
        body { max-width: 64rem; margin: 2rem auto; padding: 0 1rem; }
        svg { width: 100%%; height: auto; } .all { fill: #8a8f98; } .hits { fill: #c2410c; }
        .ends { display: flex; justify-content: space-between; gap: 1rem; margin: 0; font-size: 12px; }
        .line { fill: none; stroke: #8a8f98; stroke-width: 2; } .browsers { stroke: #c2410c; } .proposed { stroke: currentColor; stroke-dasharray: 4; }
        .scroll { overflow-x: auto; } table { border-collapse: collapse; margin-bottom: .6rem; } td, th { padding: .2rem .8rem; text-align: right; } tr.now { font-weight: bold; }
        .facts td, .facts th { padding: .1rem .8rem .1rem 0; text-align: left; vertical-align: top; overflow-wrap: anywhere; } .facts th { overflow-wrap: normal; }
        .wide { width: 100%%; max-width: 44rem; } .wide td:last-child { width: 50%%; }
        pre { overflow-x: auto; } .faint { opacity: .7; } .bar { fill: #c2410c; }
        </style>
        """.formatted(title);
  }

  /// Returns what stands below the left and the right end of a plot.
  static String ends(String left, String right) {
    return "<p class=\"ends\"><span>" + text(left) + "</span><span>" + text(right) + "</span></p>\n";
  }

  /// Returns text that may hold anything, in one line.
  static String text(String text) {
    return lines(text).strip();
  }

  static String lines(String text) {
    var shown = new StringBuilder();
    text.lines().forEach(line -> shown.append(Shown.text(line)).append('\n'));
    return Html.escaped(shown.toString());
  }

  private PageHead() {}
}
