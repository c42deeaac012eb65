package dev.fivetwenty.doctor.capture;

import dev.fivetwenty.doctor.asking.Upshot;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.origin.AttemptOrder;
import dev.fivetwenty.origin.Origins;
import dev.fivetwenty.origin.RequestBytes;
import dev.fivetwenty.origin.Target;
import dev.fivetwenty.origin.trust.TlsOptions;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.ResponseHead;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/// Asks for a URL, follows its redirects and, where wanted, asks for what its page needs beside itself; as
/// far as that is on the host that was named: other hosts were not, and may be nobody's origin.
///
/// @param route `direct` or `proxied`, kept in the entries
/// @param parts styles, scripts, images and the like of a page are asked for, too
public record Capture(
    Target target,
    RequestBytes request,
    Profile profile,
    TlsOptions tls,
    Duration total,
    Optional<String> dnsServer,
    String route,
    boolean parts) {

  /// As many as browsers follow.
  static final int MAX_REDIRECTS = 20;

  /// Half as many as an examination sends: a page is often asked for in two ways.
  static final int MAX_REQUESTS = 25;

  /// Recorded of each direction; content behind it is read, judged and counted.
  private static final int KEPT_BYTES = 2 << 20;

  /// The same for a part of a page, of which there are many.
  private static final int KEPT_PART_BYTES = 256 << 10;

  /// A capture is no download.
  private static final long ENOUGH_BYTES = 256L << 20;

  private static final long ENOUGH_PART_BYTES = 8L << 20;

  /// Returns the same capture with another request.
  public Capture request(RequestBytes other) {
    return new Capture(target, other, profile, tls, total, dnsServer, route, parts);
  }

  /// Captures on this thread; several threads may do so at once.
  ///
  /// @throws InterruptedException with nothing captured; attempts under way are ended by `origins`
  public List<Captured> run(Origins origins) throws InterruptedException {
    var captured = new ArrayList<Captured>();
    Hop last = follow(new Hop(target, request), origins, captured);
    if (!parts) return captured;
    for (URI part : PageParts.of(captured.getLast().entry())) {
      if (captured.size() < MAX_REQUESTS && last.isSameHost(part)) {
        captured.add(captured(last.part(part), true, origins));
      }
    }
    return captured;
  }

  /// Adds what came of the first hop and its redirects; returns the last one.
  private Hop follow(Hop first, Origins origins, List<Captured> captured) throws InterruptedException {
    Hop hop = first;
    Optional<Hop> next = Optional.of(first);
    while (next.isPresent() && captured.size() <= MAX_REDIRECTS) {
      hop = next.get();
      captured.add(captured(hop, false, origins));
      next = hop.next(captured.getLast().attempt());
    }
    return hop;
  }

  private Captured captured(Hop hop, boolean part, Origins origins) throws InterruptedException {
    Attempt attempt = await(origins.attempt(hop.order(this, part)));
    return new Captured(attempt, new AttemptEntry(attempt, hop.request(), route).entry(), part);
  }

  private static Attempt await(Future<Attempt> result) throws InterruptedException {
    try {
      return result.get();
    } catch (ExecutionException defect) {
      throw new IllegalStateException("the attempt failed by itself", defect.getCause());
    } catch (CancellationException _) {
      throw new InterruptedException("the attempt was cancelled");
    }
  }

  /// One request on the way.
  private record Hop(Target target, RequestBytes request) {

    AttemptOrder order(Capture capture, boolean part) {
      return new AttemptOrder(
          target, request.toByteArray(), request.expected(), capture.profile, capture.tls,
          capture.total, part ? KEPT_PART_BYTES : KEPT_BYTES, false, capture.dnsServer,
          part ? ENOUGH_PART_BYTES : ENOUGH_BYTES);
    }

    Optional<Hop> next(Attempt attempt) {
      if (attempt.judgement().verdict().isPresent()) return Optional.empty();
      Optional<ResponseHead> head = Upshot.head(attempt).filter(h -> isRedirect(h.status()));
      Optional<URI> location = head.flatMap(h -> h.value("Location")).flatMap(this::resolved);
      return location.filter(this::isSameHost).map(url -> to(url, head.orElseThrow().status()));
    }

    private static boolean isRedirect(int status) {
      return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    private Optional<URI> resolved(String location) {
      try {
        URI url = target.url().resolve(location.strip());
        boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
        return http && url.getHost() != null ? Optional.of(url) : Optional.empty();
      } catch (IllegalArgumentException _) {
        return Optional.empty();
      }
    }

    private boolean isSameHost(URI url) {
      return url.getHost().equalsIgnoreCase(target.url().getHost()) && url.getRawUserInfo() == null;
    }

    /// Of a page's own request only what says who asks goes to its parts.
    Hop part(URI url) {
      Hop part = to(url, 303);
      RequestBytes plain = part.request.without("Range").without("If-None-Match").without("If-Modified-Since");
      return new Hop(part.target, plain.with("Referer", target.url().toString()));
    }

    /// Another scheme or port of the host is another port of the same address.
    private Hop to(URI url, int status) {
      boolean samePort = port(url) == port(target.url());
      var there = new Target(url, target.address(), samePort ? target.port() : port(url));
      RequestBytes again = request.target(RequestBytes.get(url).target());
      boolean ownHost = request.value("Host").filter(RequestBytes.host(target.url())::equals).isPresent();
      if (ownHost) again = again.with("Host", RequestBytes.host(url));
      boolean becomesGet = status == 303 || status < 303 && request.method().equals("POST");
      if (becomesGet && !request.method().equals("HEAD")) {
        again = again.method("GET").content(new byte[0]).without("Content-Type")
            .without("Content-Length");
      }
      return new Hop(there, again);
    }

    private static int port(URI url) {
      if (url.getPort() >= 0) return url.getPort();
      return "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
    }
  }
}
