package dev.fivetwenty.edge.copy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.fivetwenty.cause.Family;
import dev.fivetwenty.edge.copy.Outage.Spared;
import dev.fivetwenty.policy.alwaysonline.Asked;
import java.time.Duration;
import java.util.Optional;

/// What fails on a route just now, so that a down origin is not asked by every visitor who could have a
/// copy: [Watch] asks in their place. Where nobody watches one at a time is let through, at growing intervals up
/// to a second. The first good reply lets all through again.
///
/// Where no connection can be had, the whole route is out. Where replies are bad, the page is; and the route
/// when three pages in a row are, with no good reply between them. Safe for all threads; nothing waits.
public final class Outages {

  private static final int PAGES_IN_A_ROW = 3;

  /// Pages that are remembered at most; those that are asked for least are forgotten first.
  private static final int MOST_PAGES = 1000;

  /// For which a single page is taken to fail still, after its last visitor: there may never be another one.
  private static final long PAGE_NANOS = Duration.ofMinutes(10).toNanos();

  private final Watch watch;
  private final Outage route = new Outage();
  private final Cache<String, Outage> pages = Caffeine.newBuilder().executor(Runnable::run).maximumSize(MOST_PAGES).build();
  private volatile boolean any;
  /// No copy took the place of a failure since the last good reply.
  private volatile boolean good;
  /// Pages that failed in a row, with no good reply since.
  private final String[] inARow = new String[PAGES_IN_A_ROW];
  private int failing;

  /// Finds out when an outage is over. Called on any thread, and does not wait.
  public interface Watch {

    /// Begins to watch; ends with [Outage#unwatched], or when the outage is over.
    ///
    /// @param wide the whole route is out
    void begin(Outages of, Outage outage, boolean wide);
  }

  /// @param watch null where visitors themselves find out
  public Outages(Watch watch) {
    this.watch = watch;
  }

  /// Returns what a request would run into, if it is not to be sent: that happened a moment ago, or is
  /// being found out by another one.
  ///
  /// @param now nanoseconds
  public Optional<Failed> spares(Asked asked, long now) {
    if (!any) return Optional.empty();
    Optional<Failed> found = route.closed(now);
    Outage page = found.isPresent() ? null : pages.getIfPresent(asked.key());
    return page == null ? found : page.closed(now);
  }

  /// Takes note that a visitor has a copy because of what fails.
  ///
  /// @param inVain the origin was asked
  public void spared(Asked visitor, boolean inVain, long now) {
    good = false;
    if (!any) return;
    boolean wide = !route.isOver();
    String key = visitor.key();
    Outage outage = wide ? route : pages.getIfPresent(key);
    if (outage == null) return;
    outage.spared(new Spared(key, visitor.scheme(), visitor.host(), visitor.target(), inVain, now));
    if (watch != null && outage.beginsToBeWatched()) watch.begin(this, outage, wide);
  }

  /// Returns whether the origin's own replies are good again: there was one since the last copy, and nothing that
  /// a copy took the place of is known to fail.
  public boolean isBack(long now) {
    return good && route.isOver() && pages.asMap().values().stream().noneMatch(page -> isStillOut(page, now));
  }

  private static boolean isStillOut(Outage page, long now) {
    Spared visitor = page.spared();
    return visitor != null && !page.isOver() && now - visitor.moment() < PAGE_NANOS;
  }

  /// @param family null where the origin's own answer is the failure
  public void failed(Asked asked, Family family, Failed how, long now) {
    String key = asked.key();
    boolean page = asked.isPage();
    if (page) pages.get(key, k -> new Outage()).failed(how, now);
    if (isConnection(family) || page && isThirdInARow(key)) route.failed(how, now);
    any = true;
  }

  /// Says that nothing will be known of a request that [#spares] let through.
  public void release(Asked asked, long now) {
    if (!any) return;
    route.release(now);
    Outage page = pages.getIfPresent(asked.key());
    if (page != null) page.release(now);
  }

  private static boolean isConnection(Family family) {
    return family == Family.NAME_RESOLUTION || family == Family.CONNECT || family == Family.TLS;
  }

  private synchronized boolean isThirdInARow(String key) {
    for (int i = 0; i < failing; i++) {
      if (inARow[i].equals(key)) return failing == PAGES_IN_A_ROW;
    }
    if (failing < PAGES_IN_A_ROW) inARow[failing++] = key;
    return failing == PAGES_IN_A_ROW;
  }

  /// Takes note of a good reply.
  public void succeeded(Asked asked) {
    if (!good) good = true;
    if (!any) return;
    // HEAD is good where only the content is broken, and is what monitors ask with.
    if (asked.isGet()) open(asked.key());
    opened();
  }

  /// Takes note of a good reply to what a visitor wanted who was spared.
  public void succeeded(Spared wanted) {
    good = true;
    open(wanted.key());
    opened();
  }

  private void opened() {
    route.open();
    synchronized (this) {
      failing = 0;
    }
    any = pages.asMap().size() > 0;
  }

  private void open(String key) {
    Outage page = pages.asMap().remove(key);
    if (page != null) page.open();
  }
}
