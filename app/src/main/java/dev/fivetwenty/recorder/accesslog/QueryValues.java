package dev.fivetwenty.recorder.accesslog;

/// What the log shows of a query, in targets and in Referer.
///
/// Queries carry tokens of password resets and logins, and search terms of people; a log is copied,
/// shipped and kept. So values are left out unless the operator asks for them, and names stay,
/// since they tell requests apart.
public enum QueryValues {
  /// `?token=*&page=*`; what has no name is `*`. The default.
  HIDDEN,
  /// As received.
  KEPT,
  /// No query at all.
  DROPPED
}
