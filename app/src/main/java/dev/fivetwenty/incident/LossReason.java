package dev.fivetwenty.incident;

import java.util.Locale;

/// Why something that was worth keeping is not in the store. The slug is stored and public.
public enum LossReason {
  /// Others of its kind were kept just before, as many as are kept in a minute.
  SURPLUS,
  /// The way from an event loop to the recorder was full.
  LANE_FULL,
  /// The store could not keep up.
  QUEUE_FULL,
  /// One incident was beyond any reason.
  TOO_LARGE,
  /// The disk is full.
  DISK_FULL,
  /// The directory or the file cannot be written to.
  READ_ONLY,
  /// The file was damaged and moved aside.
  CORRUPT,
  /// Writing failed otherwise.
  WRITE_FAILED,
  /// The edge had been told to stop.
  STOPPED;

  private final String slug = name().toLowerCase(Locale.ROOT).replace('_', '-');

  public String slug() {
    return slug;
  }
}
