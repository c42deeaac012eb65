package dev.fivetwenty.har.sanitise;

import java.util.Locale;

/// Why a value was hidden. The slug is contract.
public enum Reason {
  FIELD("value of a header that is not on the list of harmless ones"),
  COOKIE("value of a cookie"),
  QUERY("value of a parameter in a URL"),
  USER("user name and password in a URL"),
  FRAGMENT("fragment of a URL"),
  PATH("part of a path that looks like a key or a person"),
  FORM("value in a form"),
  JSON("value in JSON content"),
  XML("text in XML content"),
  CONTENT("content of a kind that is not looked into"),
  MESSAGE("message of a WebSocket"),
  ADDRESS("host part of an address, or the address of a client"),
  NAME("name that looks like a key or a person"),
  TEXT("free text, or a member that is not on the list of harmless ones"),
  EVIDENCE("field values and content in raw bytes"),
  FORM_OF_SECRET("has the form of a known secret");

  private final String sentence;
  private final String slug = name().toLowerCase(Locale.ROOT).replace('_', '-');

  Reason(String sentence) {
    this.sentence = sentence;
  }

  public String sentence() {
    return sentence;
  }

  public String slug() {
    return slug;
  }
}
