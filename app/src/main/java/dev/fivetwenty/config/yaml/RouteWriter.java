package dev.fivetwenty.config.yaml;

import dev.fivetwenty.config.AlwaysOnline;
import dev.fivetwenty.config.CertificateFiles;
import dev.fivetwenty.config.Ejection;
import dev.fivetwenty.config.Endpoint;
import dev.fivetwenty.config.HealthCheck;
import dev.fivetwenty.config.HostField;
import dev.fivetwenty.config.OriginServer;
import dev.fivetwenty.config.OriginTls;
import dev.fivetwenty.config.Route;
import dev.fivetwenty.config.node.Scalars;
import dev.fivetwenty.config.text.SizeText;
import java.net.URI;
import java.util.List;
import java.util.Set;

/// Writes an item of `routes`.
final class RouteWriter {

  static Keys route(Route route) {
    var keys =
        new Keys()
            .put("host", route.host())
            .put("path", route.path())
            .put("origins", route.origins().stream().map(RouteWriter::origin).toList())
            .put("balance", Scalars.word(route.balance()));
    switch (route.hostField()) {
      case HostField.OfClient() -> keys.put("keep_host", true);
      case HostField.OfOrigin() -> keys.put("keep_host", false);
      case HostField.Fixed(String name) -> keys.put("host_override", name);
    }
    if (route.origins().stream().anyMatch(OriginServer::isTls)) keys.put("tls", tls(route.tls()));
    return keys
        .put("health_check", route.healthCheck().map(RouteWriter::healthCheck))
        .put("ejection", route.ejection().map(RouteWriter::ejection))
        .put("slow_return", EdgeWriter.time(route.slowReturn()))
        .put("retry_non_idempotent", route.retryNonIdempotent())
        .put("rules", RulesWriter.rules(route.rules()))
        .put("always_online", route.alwaysOnline().<Object>map(RouteWriter::alwaysOnline).orElse(false));
  }

  private static Keys alwaysOnline(AlwaysOnline wanted) {
    return new Keys()
        .put("max_size", SizeText.of(wanted.maxSize()))
        .put("max_age", EdgeWriter.time(wanted.maxAge()))
        .put("refresh_after", EdgeWriter.time(wanted.refreshAfter()))
        .put("allow", wanted.allow())
        .put("deny", wanted.deny())
        .put("queries", wanted.queries())
        .put("ignore_cookies", wanted.ignoreCookies())
        .put("set_cookie", Scalars.word(wanted.setCookie()))
        .put("triggers", statuses(wanted.triggers()))
        .put("origin_triggers", statuses(wanted.originTriggers()))
        .put("override", wanted.override().stream().map(AlwaysOnlineReader::word).toList())
        .put("status", Scalars.word(wanted.status()))
        .put("banner", wanted.banner())
        .put("probe", wanted.probe())
        .put("crawl", wanted.crawl().map(RouteWriter::crawl));
  }

  private static Keys crawl(AlwaysOnline.Crawl wanted) {
    return new Keys()
        .put("start", wanted.start().stream().map(URI::toString).toList())
        .put("sitemaps", wanted.sitemaps().stream().map(URI::toString).toList())
        .put("every", EdgeWriter.time(wanted.every()))
        .put("pause", EdgeWriter.time(wanted.pause()))
        .put("requests", wanted.requests())
        .put("max_size", SizeText.of(wanted.maxSize()))
        .put("within", EdgeWriter.time(wanted.within()))
        .put("depth", wanted.depth());
  }

  private static List<Integer> statuses(Set<Integer> statuses) {
    return statuses.stream().sorted().toList();
  }

  private static Object origin(OriginServer origin) {
    if (origin.address().isEmpty()) return origin.toString();
    Endpoint address = origin.address().get();
    return new Keys().put("url", origin.toString()).put("address", address.toString());
  }

  private static Keys tls(OriginTls tls) {
    return new Keys()
        .put("trust", Scalars.word(tls.trust()))
        .put("authorities", tls.authorities())
        .put("client_chain", tls.client().map(CertificateFiles::chain))
        .put("client_key", tls.client().map(CertificateFiles::key))
        .put("sni", tls.sni());
  }

  private static Keys healthCheck(HealthCheck check) {
    return new Keys()
        .put("path", check.path())
        .put("every", EdgeWriter.time(check.every()))
        .put("timeout", EdgeWriter.time(check.timeout()))
        .put("healthy_after", check.healthyAfter())
        .put("unhealthy_after", check.unhealthyAfter())
        .put("status", check.lowestStatus() + "-" + check.highestStatus());
  }

  private static Keys ejection(Ejection ejection) {
    return new Keys()
        .put("consecutive_failures", ejection.consecutiveFailures())
        .put("for", EdgeWriter.time(ejection.period()));
  }

  private RouteWriter() {}
}
