package dev.fivetwenty.edge.health;

import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.edge.copy.CopyCounts;
import dev.fivetwenty.edge.copy.Failed;
import dev.fivetwenty.edge.copy.Outage;
import dev.fivetwenty.edge.copy.Outage.Spared;
import dev.fivetwenty.edge.copy.Outages;
import dev.fivetwenty.edge.copy.RouteCopies;
import dev.fivetwenty.edge.route.Origin;
import dev.fivetwenty.edge.route.Route;
import dev.fivetwenty.edge.route.RouteTable;
import dev.fivetwenty.origin.OriginPool;
import dev.fivetwenty.origin.RequestBytes;
import dev.fivetwenty.origin.socket.Transport;
import dev.fivetwenty.policy.alwaysonline.Trouble;
import io.netty.channel.EventLoop;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/// Watches outages: asks the origins for what visitors want, in their place. On one event loop; any thread may
/// call.
public final class Recoveries implements Outages.Watch {

  /// Pages that are watched at once, besides whole routes; of others, visitors find out by themselves.
  private static final int MOST = 64;

  /// Questions to one origin for one outage.
  private static final int MOST_QUESTIONS = 4;

  private static final String USER_AGENT =
      RequestBytes.USER_AGENT.replace("/", "-probe/") + " (asks whether a page is back)";

  private final EventLoop events;
  private final Transport transport;
  private final InstantSource wall;
  private final Supplier<RouteTable> routes;
  private final Signature signature;
  private final CopyCounts counts;
  /// Pages. Confined to the event loop.
  private int watched;
  private volatile boolean closed;

  /// @param routes those in force
  public Recoveries(
      EventLoop events, Transport transport, InstantSource wall, Supplier<RouteTable> routes,
      Signature signature, CopyCounts counts) {
    this.events = events;
    this.transport = transport;
    this.wall = wall;
    this.routes = routes;
    this.signature = signature;
    this.counts = counts;
  }

  @Override
  public void begin(Outages of, Outage outage, boolean wide) {
    try {
      events.execute(() -> beginNow(of, outage, wide));
    } catch (RejectedExecutionException _) {
      // The edge has stopped.
    }
  }

  private void beginNow(Outages of, Outage outage, boolean wide) {
    if (closed || !wide && watched == MOST) {
      outage.unwatched();
      return;
    }
    if (!wide) watched++;
    new Recovery(events, outage, wide, new Asking(of, outage, wide)).start();
  }

  /// Ends all of it, at their next steps.
  public void close() {
    closed = true;
  }

  /// Asks the origins of a route for one outage.
  private final class Asking implements Recovery.Asking {

    private final Outages outages;
    private final Outage outage;
    private final boolean wide;
    private final Map<Origin, OriginPool> pools = new HashMap<>();
    private final Map<Origin, List<Question>> underWay = new HashMap<>();

    Asking(Outages outages, Outage outage, boolean wide) {
      this.outages = outages;
      this.outage = outage;
      this.wide = wide;
    }

    @Override
    public boolean ask(Spared wanted) {
      Route route = routes.get().find(wanted.host(), wanted.target());
      boolean isStill = route != null && route.copies() != null && route.copies().outages() == outages;
      if (closed || !isStill) return false;
      for (Origin origin : route.origins()) {
        if (origin.isUp()) ask(origin, route, wanted);
      }
      return true;
    }

    /// Where too many are under way, the oldest goes on, for an origin that takes its time with everything, and the one
    /// behind it is given up.
    private void ask(Origin origin, Route route, Spared wanted) {
      List<Question> questions = underWay.computeIfAbsent(origin, o -> new ArrayList<>());
      if (questions.size() == MOST_QUESTIONS) questions.remove(1).cancel();
      var request = new OwnRequest(wanted.scheme(), wanted.host(), wanted.target(), USER_AGENT).to(origin, route);
      var question =
          new Question(
              events, pools.computeIfAbsent(origin, this::pool), signature.under(request).toByteArray(),
              (by, status, failure) -> {
                questions.remove(by);
                told(route.copies(), wanted, status, failure);
              });
      questions.add(question);
      counts.probed();
      question.start();
    }

    private OriginPool pool(Origin origin) {
      var pool = new OriginPool(events, transport, wall, origin.endpoint(), OriginPool.Tally.NONE, null);
      // It keeps no connection, so that each question makes one.
      pool.close();
      return pool;
    }

    private void told(RouteCopies copies, Spared wanted, int status, Optional<Verdict> failure) {
      Failed failed = failure.map(v -> Failed.with(v.cause())).orElseGet(() -> Failed.byOrigin(status));
      boolean triggers = copies.policy().triggers(failed.trouble());
      if (triggers) outage.failed(failed, events.ticker().nanoTime());
      else if (failure.isEmpty()) outages.succeeded(wanted);
    }

    @Override
    public void end() {
      if (!wide) watched--;
      underWay.values().forEach(questions -> questions.forEach(Question::cancel));
    }
  }
}
