package dev.fivetwenty.policy.alwaysonline;

import java.util.Locale;

/// Why a response is not kept, or a copy not served. The slug is public: metrics, logs and
/// `always-online test` show it.
public enum Refusal {
  // What is true of a request whatever comes of it.
  METHOD("only GET is kept, and only GET and HEAD are served"),
  CONTENT("the request has content"),
  UPGRADE("the request asks for another protocol"),
  HOST("the request names no host, or a strange one"),
  TARGET("the target has parts that servers understand differently"),
  QUERY("the target has a query, which the route's terms refuse"),
  PATH("the path is not allowed, or denied, by the route's terms"),
  AUTHORIZATION("the request has Authorization, or the key of a program"),
  COOKIE("the request has a cookie that the route does not ignore"),
  OVERRIDE("a field asks for another method or URL than the request line"),
  FORWARDED("a field names another host or scheme than the request"),

  // Why a response is not kept.
  REQUEST_NO_STORE("the request said no-store"),
  STATUS("the status is not one that is kept"),
  PARTIAL("the response is a part of something"),
  NO_STORE("the response said no-store"),
  PRIVATE("the response said private"),
  SET_COOKIE("the response sets a cookie"),
  VARY_ANY("the response varies by anything"),
  VARY_MANY("the response varies by more, or by longer, fields than are compared"),
  TOO_LARGE("the content is larger than the route's terms allow"),
  HEAD_TOO_LARGE("the head is larger than what is kept of one"),
  LENGTH_UNKNOWN("only the close of the connection says where the content ends"),
  INCOMPLETE("the response did not come whole"),
  GLITCH("something had to be tolerated in the response"),
  CODING("the content is not in the coding that the response names"),
  BUSY("more was to be kept than the disk takes"),
  DISK("the disk refused it"),

  // Why a copy is not served.
  NO_TRIGGER("this failure does not trigger Always Online on the route"),
  NO_COPY("there is no copy"),
  NO_VARIANT("there is no copy of the variant that is asked for"),
  TOO_OLD("the copy is older than the route's terms allow"),
  REQUEST_NO_CACHE("the request asks for nothing but the origin's own answer"),
  REQUEST_STALENESS("the copy is staler than the request's stale-if-error allows"),
  NO_CACHE("the kept response said no-cache"),
  MUST_REVALIDATE("the kept response said must-revalidate"),
  PROXY_REVALIDATE("the kept response said proxy-revalidate"),
  S_MAXAGE("the kept response said s-maxage"),
  STALE_IF_ERROR("the copy is staler than the kept response's stale-if-error allows"),
  UNREADABLE("the copy's content is lost or is not what was kept");

  private final String slug = name().toLowerCase(Locale.ROOT).replace('_', '-');
  private final String text;

  Refusal(String text) {
    this.text = text;
  }

  public String slug() {
    return slug;
  }

  /// Returns the reason in words, a clause.
  public String text() {
    return text;
  }
}
