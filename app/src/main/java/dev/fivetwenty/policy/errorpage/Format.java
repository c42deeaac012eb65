package dev.fivetwenty.policy.errorpage;

/// The representations in which an answer is written.
public enum Format {
  HTML("text", "html", "html", "text/html; charset=utf-8"),
  /// RFC 9457.
  PROBLEM("application", "problem+json", "json", "application/problem+json"),
  JSON("application", "json", "json", "application/json"),
  MARKDOWN("text", "markdown", "md", "text/markdown; charset=utf-8"),
  TEXT("text", "plain", "txt", "text/plain; charset=utf-8");

  private final String type;
  private final String subtype;
  private final String extension;
  private final String contentType;

  Format(String type, String subtype, String extension, String contentType) {
    this.type = type;
    this.subtype = subtype;
    this.extension = extension;
    this.contentType = contentType;
  }

  String type() {
    return type;
  }

  String subtype() {
    return subtype;
  }

  /// Returns the extension of the files in which operators keep templates of this format.
  String extension() {
    return extension;
  }

  public String contentType() {
    return contentType;
  }

  boolean isJson() {
    return this == PROBLEM || this == JSON;
  }
}
