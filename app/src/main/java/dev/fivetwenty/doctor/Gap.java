package dev.fivetwenty.doctor;

/// Why a probe was not run, or not to its end.
public enum Gap {
  /// The question does not arise, or nothing would follow from its answer.
  INAPPLICABLE,
  /// The request itself had not ended, and there was nothing to look at or to compare with.
  NO_ANSWER,
  /// The time of the examination, or of the probe, was used up.
  OUT_OF_TIME,
  /// A reply was cut by our own limit on time or bytes: what came of it is no whole answer.
  UNREAD,
  /// The requests of the examination were used up, or kept for other questions.
  OUT_OF_REQUESTS,
  /// The caller ended the examination.
  ENDED,
  /// Our own defect.
  DEFECT
}
