package dev.fivetwenty.policy.alwaysonline;

import dev.fivetwenty.policy.alwaysonline.field.CacheControl;
import dev.fivetwenty.policy.alwaysonline.field.Fields;
import dev.fivetwenty.policy.alwaysonline.field.Slices;
import dev.fivetwenty.policy.alwaysonline.field.Variant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The decisions about copies on one route: what becomes one and when one is served. Immutable; safe
/// for all threads.
public final class CopyPolicy {

  /// What is kept of a head; a larger one is no usual page's.
  public static final int MOST_HEAD = 16 << 10;

  /// What the origin says of a page that nobody is to see as it was: it wants a password now, or is gone.
  private static final Set<Integer> WITHDRAWN = Set.of(401, 404, 410);

  private final Terms terms;
  private final RequestRule requests;

  public CopyPolicy(Terms terms) {
    this.terms = terms;
    requests = new RequestRule(terms);
  }

  public Terms terms() {
    return terms;
  }

  /// Returns why copies have no part in a request; empty if its response might be kept, or a copy
  /// served instead.
  public Optional<Refusal> refuses(Asked asked) {
    return requests.refuses(asked);
  }

  /// Returns why a response is not kept, as far as its head tells; empty if it may be.
  ///
  /// @param asked  one that [#refuses] does not refuse
  /// @param length of its content; -1 where that is not known yet
  public Optional<Refusal> keeps(Asked asked, int status, Fields reply, long length) {
    if (!asked.isGet()) return Optional.of(Refusal.METHOD);
    if (CacheControl.ofRequest(asked.fields()).noStore()) return Optional.of(Refusal.REQUEST_NO_STORE);
    if (!terms.statuses().contains(status)) return Optional.of(Refusal.STATUS);
    if (reply.find("content-range", 0) >= 0) return Optional.of(Refusal.PARTIAL);
    CacheControl control = CacheControl.ofResponse(reply);
    if (control.noStore()) return Optional.of(Refusal.NO_STORE);
    if (control.isPrivate()) return Optional.of(Refusal.PRIVATE);
    if (!terms.withoutCookie() && KeptFields.setsCookie(reply)) return Optional.of(Refusal.SET_COOKIE);
    if (Variant.isAny(reply)) return Optional.of(Refusal.VARY_ANY);
    if (length > terms.mostBytes()) return Optional.of(Refusal.TOO_LARGE);
    return Optional.empty();
  }

  /// Returns whether a whole response takes the copy with it that there is of such a request.
  public boolean withdraws(Asked asked, int status) {
    boolean stays = terms.statuses().contains(status) || triggers(new Trouble(status, true));
    return asked.isGet() && WITHDRAWN.contains(status) && !stays;
  }

  /// Decides about the copies that there are of a request's key.
  ///
  /// @param asked one that [#refuses] does not refuse
  public Decision serve(Asked asked, List<Copy> copies, Trouble trouble, Instant now) {
    if (!triggers(trouble)) return new Decision.Refuse(Refusal.NO_TRIGGER);
    if (copies.isEmpty()) return new Decision.Refuse(Refusal.NO_COPY);
    Copy copy = newest(asked, copies);
    if (copy == null) return new Decision.Refuse(Refusal.NO_VARIANT);
    CacheControl control = CacheControl.ofResponse(copy.fields());
    Freshness freshness = Freshness.of(copy, control, now);
    return age(copy, now)
        .or(() -> request(asked.fields(), freshness))
        .or(() -> response(control, freshness))
        .<Decision>map(Decision.Refuse::new)
        .orElseGet(() -> new Decision.Serve(copy, freshness.age(), -freshness.staleness()));
  }

  /// Returns null where none is what is asked for.
  private Copy newest(Asked asked, List<Copy> copies) {
    Copy newest = null;
    for (Copy copy : copies) {
      boolean fits = terms.statuses().contains(copy.status()) && copy.variant().fits(asked.fields());
      if (fits && (newest == null || copy.received().isAfter(newest.received()))) newest = copy;
    }
    return newest;
  }

  /// Returns whether a copy may take the place of such an answer.
  public boolean triggers(Trouble trouble) {
    return (trouble.byOrigin() ? terms.originTriggers() : terms.triggers()).contains(trouble.status());
  }

  private Optional<Refusal> age(Copy copy, Instant now) {
    boolean old = Duration.between(copy.received(), now).compareTo(terms.mostAge()) > 0;
    return old ? Optional.of(Refusal.TOO_OLD) : Optional.empty();
  }

  /// What the client insists on. `max-age` is what every reload says, and no wish for an error page.
  private static Optional<Refusal> request(Fields fields, Freshness freshness) {
    CacheControl wish = CacheControl.ofRequest(fields);
    boolean pragma = !wish.isThere() && saysNoCache(fields);
    if (wish.noCache() || pragma) return Optional.of(Refusal.REQUEST_NO_CACHE);
    boolean tooStale = wish.staleIfError() >= 0 && freshness.staleness() > wish.staleIfError();
    return tooStale ? Optional.of(Refusal.REQUEST_STALENESS) : Optional.empty();
  }

  /// RFC 9111 §5.4: for clients of HTTP/1.0.
  private static boolean saysNoCache(Fields fields) {
    if (fields.find("pragma", 0) < 0) return false;
    var says = new boolean[1];
    Slices.members(fields, "pragma", member -> says[0] |= member.equalsIgnoreCase("no-cache"));
    return says[0];
  }

  /// RFC 9111 §4.2.4 and RFC 5861 §4. That the origin is out of reach is what allows the rest.
  private Optional<Refusal> response(CacheControl control, Freshness freshness) {
    if (forbids(control.noCache(), Refusal.NO_CACHE)) return Optional.of(Refusal.NO_CACHE);
    if (!freshness.isStale()) return Optional.empty();
    if (forbids(control.mustRevalidate(), Refusal.MUST_REVALIDATE)) {
      return Optional.of(Refusal.MUST_REVALIDATE);
    }
    if (forbids(control.proxyRevalidate(), Refusal.PROXY_REVALIDATE)) {
      return Optional.of(Refusal.PROXY_REVALIDATE);
    }
    if (forbids(control.sharedMaxAge() >= 0, Refusal.S_MAXAGE)) return Optional.of(Refusal.S_MAXAGE);
    boolean tooStale = control.staleIfError() >= 0 && freshness.staleness() > control.staleIfError();
    return forbids(tooStale, Refusal.STALE_IF_ERROR)
        ? Optional.of(Refusal.STALE_IF_ERROR)
        : Optional.empty();
  }

  private boolean forbids(boolean said, Refusal why) {
    return said && !terms.overridden().contains(why);
  }
}
