package dev.fivetwenty.har.check;

import java.util.Locale;

/// What a HAR is checked for. The slug is contract; the sentence says what the rule wants and why.
public enum LintRule {
  // The document.
  HAR_BROKEN(Severity.ERROR, "the file must be one whole JSON document with a log object"),
  LOG_VERSION(Severity.ERROR, "log.version must be 1.1 or a later 1.x; readers refuse others"),
  ENTRIES_MISSING(Severity.ERROR, "log.entries must be there, even if it is empty"),
  FIELD_MISSING(Severity.ERROR, "a field that HAR 1.2 requires is missing"),
  FIELD_TYPE(Severity.ERROR, "a field has another type than HAR 1.2 says; viewers refuse the file"),
  NULL_VALUE(Severity.INFO, "null stands where HAR 1.2 wants a value or nothing"),
  MEMBER_TWICE(Severity.WARNING, "an object has two members of one name; readers differ in which they take"),
  UNPREFIXED_FIELD(Severity.INFO, "a field that HAR 1.2 does not know should begin with an underscore"),
  VALUE_TOO_LONG(Severity.INFO, "a value is longer than this program reads; the rest was not looked at"),
  // Pages and order.
  PAGE_ID_TWICE(Severity.WARNING, "two pages have one id, so nobody can tell whose an entry is"),
  PAGEREF_DANGLING(Severity.WARNING, "pageref names a page that is not there"),
  ENTRIES_UNSORTED(Severity.INFO, "entries are not in the order of their start"),
  // Time.
  DATE_INVALID(Severity.ERROR, "a time must be an ISO 8601 date and time"),
  DATE_WITHOUT_ZONE(Severity.WARNING, "a time has no zone, so it cannot be found in a server's log"),
  TIME_NOT_SUM(Severity.WARNING, "time must be the sum of the phases, without ssl, which is part of connect"),
  TIMING_NEGATIVE(Severity.WARNING, "send, wait and receive must not be negative"),
  SSL_OUTSIDE_CONNECT(Severity.WARNING, "ssl is part of connect and cannot be longer"),
  // The request.
  URL_INVALID(Severity.ERROR, "request.url must be an absolute URL"),
  URL_FRAGMENT(Severity.INFO, "request.url must not have a fragment: it is never sent"),
  QUERY_DIFFERS(Severity.WARNING, "queryString is not what stands in the URL"),
  COOKIES_DIFFER(Severity.INFO, "cookies are not what the header says"),
  POST_TEXT_AND_PARAMS(Severity.INFO, "postData must have text or params, not both"),
  // The response.
  STATUS_INVALID(Severity.WARNING, "a status is a number from 100 to 599, or 0 where none came"),
  FAILURE_WITHOUT_REASON(Severity.INFO, "an exchange failed, and its writer does not say why"),
  HTTP09_AS_SUCCESS(Severity.WARNING, "a browser took bytes without a valid status line for a 200; an edge answers 520"),
  HEADER_NAME(Severity.WARNING, "a header name must be a token, RFC 9110 section 5.6.2"),
  HEADER_VALUE(Severity.WARNING, "a header value must not hold a line end or NUL"),
  REDIRECT_URL(Severity.INFO, "redirectURL is not what Location says"),
  // Content.
  BASE64_INVALID(Severity.ERROR, "content says that it is base64, and it is not"),
  CONTENT_SIZE(Severity.WARNING, "content.size is not the length of the text; it may have been cut"),
  CONTENT_WHERE_NONE(Severity.WARNING, "a response that cannot have content has some");

  /// How much it matters.
  public enum Severity {
    INFO,
    /// Readers may be misled.
    WARNING,
    /// Readers refuse the file, or cannot know what is meant.
    ERROR
  }

  private final Severity severity;
  private final String sentence;
  private final String slug = name().toLowerCase(Locale.ROOT).replace('_', '-');

  LintRule(Severity severity, String sentence) {
    this.severity = severity;
    this.sentence = sentence;
  }

  public Severity severity() {
    return severity;
  }

  public String sentence() {
    return sentence;
  }

  public String slug() {
    return slug;
  }
}
