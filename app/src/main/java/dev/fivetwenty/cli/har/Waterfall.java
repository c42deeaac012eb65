package dev.fivetwenty.cli.har;

import dev.fivetwenty.har.diff.Pair;
import dev.fivetwenty.har.diff.Side;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.Optional;

/// When each request ran on either side, as an inline picture; each side begins at its own zero.
final class Waterfall {

  /// Rows; more cannot be read.
  private static final int MAX_ROWS = 100;

  private static final int WIDTH = 960;
  private static final int NAMES = 260;
  private static final int ROW = 22;
  private static final int MAX_NAME = 44;

  static String of(List<Pair> pairs, HiddenValues hidden) {
    List<Pair> shown = pairs.stream().limit(MAX_ROWS).toList();
    long direct = begin(pairs, Pair::direct);
    long proxied = begin(pairs, Pair::proxied);
    double end = 1;
    for (Pair pair : shown) {
      end = Math.max(end, end(pair.direct(), direct));
      end = Math.max(end, end(pair.proxied(), proxied));
    }
    var out = new StringBuilder("<section class=\"scroll\">\n");
    out.append("<svg viewBox=\"0 0 %d %d\" style=\"min-width:48rem\" role=\"img\" aria-label=\"waterfall\">\n"
        .formatted(WIDTH, (shown.size() + 1) * ROW + 4));
    int row = 0;
    for (Pair pair : shown) {
      int y = row++ * ROW;
      out.append("<text x=\"0\" y=\"%d\">%s</text>\n".formatted(y + 14, Html.text(name(pair, hidden))));
      bar(out, pair.direct(), direct, end, y + 3, "direct");
      bar(out, pair.proxied(), proxied, end, y + 11, "proxied");
    }
    out.append("<text x=\"%d\" y=\"%d\">0 ms</text>".formatted(NAMES, row * ROW + 16));
    out.append("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%d ms</text>\n"
        .formatted(WIDTH, row * ROW + 16, Math.round(end)));
    return out.append("</svg>\n</section>\n").toString();
  }

  private static String name(Pair pair, HiddenValues hidden) {
    String url = hidden.url(pair.any().url());
    int scheme = url.indexOf("://");
    int path = url.indexOf('/', scheme < 0 ? 0 : scheme + 3);
    String name = path < 0 ? url : url.substring(path);
    return name.length() <= MAX_NAME ? name : "..." + name.substring(name.length() - MAX_NAME + 3);
  }

  private static long begin(List<Pair> pairs, Function<Pair, Optional<Side>> side) {
    OptionalLong first =
        pairs.stream().map(side).flatMap(Optional::stream).mapToLong(Side::started)
            .filter(at -> at >= 0).min();
    return first.orElse(0);
  }

  private static double end(Optional<Side> side, long begin) {
    return side.filter(s -> s.started() >= 0)
        .map(s -> s.started() - begin + Math.max(0, s.time())).orElse(0.0);
  }

  private static void bar(
      StringBuilder out, Optional<Side> side, long begin, double end, int y, String style) {
    if (side.isEmpty() || side.get().started() < 0) return;
    double scale = (WIDTH - NAMES) / end;
    double from = NAMES + (side.get().started() - begin) * scale;
    double width = Math.max(2, Math.max(0, side.get().time()) * scale);
    out.append("<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"7\" rx=\"2\"><title>%s: %d ms</title></rect>\n"
        .formatted(style, Math.round(Math.min(from, WIDTH - 2)), y, Math.round(width), style,
            Math.round(Math.max(0, side.get().time()))));
  }

  private Waterfall() {}
}
