package dev.fivetwenty.traffic;

/// Who asks, by what the User-Agent says; nothing proves it.
public enum Requester {
  BROWSER("ordinary browsers"),
  CRAWLER("known crawlers"),
  MONITOR("monitors"),
  TOOL("tools and libraries"),
  UNKNOWN("others");

  private final String words;

  Requester(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }
}
