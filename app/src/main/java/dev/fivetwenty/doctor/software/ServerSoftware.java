package dev.fivetwenty.doctor.software;

import dev.fivetwenty.wire.ResponseHead;
import java.util.List;
import java.util.Locale;

/// Server software for which there are remedies.
public enum ServerSoftware {
  NGINX("nginx"),
  APACHE("Apache httpd"),
  PHP_FPM("PHP-FPM"),
  LITESPEED("LiteSpeed"),
  IIS("IIS"),
  NODE("Node.js"),
  GUNICORN("gunicorn"),
  TOMCAT("Tomcat or Spring Boot"),
  GO("Go net/http"),
  CADDY("Caddy"),
  HAPROXY("HAProxy");

  private final String slug = name().toLowerCase(Locale.ROOT).replace('_', '-');
  private final String title;

  ServerSoftware(String title) {
    this.title = title;
  }

  /// Returns the software that the fields of a response name.
  public static List<ServerSoftware> in(ResponseHead head) {
    return SoftwareSigns.of(head).stream().map(Recognised::software).toList();
  }

  public String slug() {
    return slug;
  }

  /// Returns the name as its makers write it.
  public String title() {
    return title;
  }
}
