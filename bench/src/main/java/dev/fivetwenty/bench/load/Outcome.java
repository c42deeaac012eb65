package dev.fivetwenty.bench.load;

/// How a request ended, as a client sees it.
public enum Outcome {
  /// 200 with all its content.
  WHOLE("200 and whole"),
  /// A 5xx of the proxy.
  FAILED("5xx"),
  /// The connection closed before the reply was whole.
  CLOSED("closed without a reply"),
  /// What came does not begin like HTTP.
  NOT_HTTP("passed on though it is not HTTP"),
  /// Another status, a length that is not the one asked for, or no answer in time.
  WRONG("anything else");

  private final String words;

  Outcome(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }

  /// True for what may come back where the origin broke its reply, as peers differ in what they make of it.
  boolean isFailure() {
    return this == FAILED || this == CLOSED || this == NOT_HTTP;
  }
}
