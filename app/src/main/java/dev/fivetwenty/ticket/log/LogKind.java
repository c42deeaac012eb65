package dev.fivetwenty.ticket.log;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Logs that messages stand in, and where they usually lie.
public enum LogKind {
  NGINX_ACCESS("/var/log/nginx/access.log"),
  NGINX_ERROR("/var/log/nginx/error.log"),
  APACHE_ERROR("/var/log/apache2/error.log"),
  HAPROXY("/var/log/haproxy.log"),
  PHP_FPM("/var/log/php*-fpm.log"),
  PHP("the file that error_log of PHP names"),
  APP("the log of the application"),
  KERNEL("journalctl -k"),
  SYSTEMD("journalctl"),
  FAIL2BAN("/var/log/fail2ban.log");

  private final String slug = name().toLowerCase(Locale.ROOT).replace('_', '-');
  private final String place;

  LogKind(String place) {
    this.place = place;
  }

  static Optional<LogKind> bySlug(String slug) {
    return Arrays.stream(values()).filter(k -> k.slug.equals(slug)).findFirst();
  }

  public String slug() {
    return slug;
  }

  /// Returns a path or a command, or a few words where neither is usual.
  public String place() {
    return place;
  }

  /// Returns what stands in the place of a file in a command.
  public String file() {
    return place.startsWith("/") ? place : name().startsWith("PHP") ? "PHP-ERROR-LOG" : "APPLICATION-LOG";
  }

  /// Returns whether it can be read by `journalctl`, whose times may be given in UTC.
  public boolean isOfJournal() {
    return this == KERNEL || this == SYSTEMD;
  }
}
