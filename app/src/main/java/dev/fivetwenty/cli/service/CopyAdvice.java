package dev.fivetwenty.cli.service;

import dev.fivetwenty.policy.alwaysonline.Refusal;

/// What an operator can do about a page that has no copy, or none that is served. Where nothing is said it is as it
/// should be.
final class CopyAdvice {

  static String of(Refusal why) {
    return switch (why) {
      case QUERY -> "queries: true keeps URLs with a query, too";
      case PATH -> "see allow and deny of the route";
      case COOKIE -> "name cookies that change no page under ignore_cookies; other visitors may well get a copy";
      case NO_COPY -> "ask for the page once without cookies, or name it in a crawl";
      case NO_VARIANT -> "ask as such a visitor does: the page differs by the fields that its Vary names";
      case NO_TRIGGER -> "add the status to triggers, or to origin_triggers where the origin answers with it";
      case TOO_OLD -> "raise max_age, or have a crawl renew it";
      case NO_STORE, PRIVATE -> "have the origin say otherwise, if the page is the same for all";
      case SET_COOKIE -> "set_cookie: strip keeps the page without the cookie";
      case VARY_ANY, VARY_MANY -> "have the origin name in Vary what the page really depends on";
      case TOO_LARGE -> "raise max_size of the route";
      case LENGTH_UNKNOWN -> "have the origin send Content-Length, or chunks";
      case INCOMPLETE, GLITCH, CODING -> "examine the page: fivetwenty diagnose URL --origin ADDRESS";
      case BUSY -> "it is kept the next time; if this happens often, the disk is too slow";
      case DISK -> "look at the disk of the data folder, and at the edge's log";
      case NO_CACHE -> "override: [no-cache] serves it all the same";
      case MUST_REVALIDATE -> "override: [must-revalidate] serves it all the same";
      case PROXY_REVALIDATE -> "override: [proxy-revalidate] serves it all the same";
      case S_MAXAGE -> "override: [s-maxage] serves it all the same";
      case STALE_IF_ERROR -> "override: [stale-if-error] serves it all the same";
      case UNREADABLE -> "it is kept anew when the page is asked for; look at the disk if this happens again";
      case METHOD, CONTENT, UPGRADE, HOST, TARGET, AUTHORIZATION, OVERRIDE, FORWARDED, REQUEST_NO_STORE, STATUS,
          PARTIAL, HEAD_TOO_LARGE, REQUEST_NO_CACHE, REQUEST_STALENESS -> "";
    };
  }

  private CopyAdvice() {}
}
