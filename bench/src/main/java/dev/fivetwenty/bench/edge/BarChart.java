package dev.fivetwenty.bench.edge;

import java.util.List;
import java.util.Locale;

/// Draws the processor time per request as bars: one group per row, each bar beside the better peer's, so that rows of
/// very different cost fit on one scale. A line marks 1.0.
final class BarChart {

  private static final int LEFT = 110;
  private static final int WIDTH = 760;
  private static final int BAR = 14;
  private static final int GAP = 14;
  private static final int TOP = 44;

  /// The scale ends here; a longer bar is cut and says its figure.
  private static final double MOST = 2;

  /// In the order of [SideBySide#ORDER].
  private static final List<String> COLOURS = List.of("#2563eb", "#0891b2", "#60a5fa", "#93c5fd", "#6b7280", "#d97706", "#10b981", "#34d399", "#9ca3af");

  static String draw(List<Standings> all) {
    var body = new StringBuilder();
    int y = TOP;
    for (Standings standings : all) {
      y = group(body, standings, y) + GAP;
    }
    double one = x(1);
    body.append(
        "<line x1='%1$.0f' x2='%1$.0f' y1='%2$d' y2='%3$d' stroke='currentColor' stroke-dasharray='3 3'/>%n"
            .formatted(one, TOP - 8, y - GAP));
    return """
    <svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %1$d %2$d' width='%1$d' height='%2$d' \
    font-family='system-ui, sans-serif' font-size='12' fill='currentColor' role='img'>
    <title>CPU per request beside the better of nginx and HAProxy; shorter is better</title>
    <rect width='100%%' height='100%%' fill='white'/>
    <g fill='#111827' color='#111827'>
    <text x='%3$d' y='20' font-weight='bold'>CPU per request, the better of nginx and HAProxy being 1; shorter is better</text>
    %4$s</g>
    </svg>
    """
        .formatted(LEFT + WIDTH + 20, y, 10, body);
  }

  private static int group(StringBuilder body, Standings standings, int from) {
    int y = from;
    double best = standings.betterPeer().map(peer -> peer.cpu().median()).orElse(1.0);
    body.append("<text x='10' y='%d'>%s</text>%n".formatted(y + BAR - 2, standings.row().slug()));
    for (Result result : standings.results()) {
      if (result.memory().resident() == 0) continue;
      String fill = COLOURS.get(SideBySide.ORDER.indexOf(result.name()));
      double ratio = result.cpu().median() / best;
      String label =
          "%s %s µs (%.2f)".formatted(result.name(), Series.show(result.cpu().median()), ratio);
      double end = x(Math.min(MOST, ratio));
      body.append(
          String.format(
              Locale.ROOT,
              "<rect x='%d' y='%d' width='%.1f' height='%d' fill='%s'/><text x='%.1f' y='%d'>%s</text>%n",
              LEFT, y, end - LEFT, BAR - 2, fill, end + 5, y + BAR - 4, label));
      y += BAR;
    }
    return y;
  }

  private static double x(double ratio) {
    // A quarter of the width is left for the words beside a bar that is cut.
    return LEFT + ratio / MOST * WIDTH * 0.75;
  }

  private BarChart() {}
}
