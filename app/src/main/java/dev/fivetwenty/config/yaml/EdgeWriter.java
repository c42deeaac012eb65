package dev.fivetwenty.config.yaml;

import dev.fivetwenty.cause.Presentation;
import dev.fivetwenty.config.AccessLog.Output;
import dev.fivetwenty.config.CertificateFiles;
import dev.fivetwenty.config.Cidr;
import dev.fivetwenty.config.ClientTimeouts;
import dev.fivetwenty.config.EdgeConfig;
import dev.fivetwenty.config.EdgeConfig.OwnProfile;
import dev.fivetwenty.config.EdgeConfig.Webhook;
import dev.fivetwenty.config.Endpoint;
import dev.fivetwenty.config.ErrorPages;
import dev.fivetwenty.config.Listener;
import dev.fivetwenty.config.ListenerTls;
import dev.fivetwenty.config.ListenerTls.Version;
import dev.fivetwenty.config.RequestLimits;
import dev.fivetwenty.config.node.Scalars;
import dev.fivetwenty.config.text.DurationText;
import dev.fivetwenty.config.text.SizeText;
import dev.fivetwenty.wire.Limits;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Rule;
import dev.fivetwenty.wire.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/// Writes a configuration with every key that has a value, in the order of the documentation.
final class EdgeWriter {

  private static final DumpSettings SETTINGS =
      DumpSettings.builder()
          .setDefaultFlowStyle(FlowStyle.BLOCK)
          .setSplitLines(false)
          .setDereferenceAliases(true)
          .setIndicatorIndent(2)
          .setIndentWithIndicator(true)
          .build();

  static String write(EdgeConfig config) {
    return new Dump(SETTINGS).dumpToString(edge(config).toMap());
  }

  private static Keys edge(EdgeConfig config) {
    return new Keys()
        .put("listen", config.listen().stream().map(EdgeWriter::listener).toList())
        .put("admin", config.admin().map(Endpoint::toString).orElse("none"))
        .put("site", config.site())
        .put("profile", config.profile().name())
        .put("profiles", profiles(config.profiles()))
        .put("presentation", config.presentation() == Presentation.EDGE_52X ? "52x" : "5xx")
        .put("timeouts", timeouts(config.profile().timeouts(), config.clientTimeouts()))
        .put("limits", limits(config.limits()))
        .put("behind", Scalars.word(config.behind()))
        .put("trusted_proxies", cidrs(config.trustedProxies()))
        .put("details_to", cidrs(config.detailsTo()))
        .put("lists", RulesWriter.lists(config.filters().lists()))
        .put("access", RulesWriter.access(config.filters().rules().access()))
        .put("rules", RulesWriter.rules(config.filters().rules().rules()))
        .put("routes", config.routes().stream().map(RouteWriter::route).toList())
        .put("recorder", new Keys()
            .put("enabled", config.recorder().enabled())
            .put("keep_for", time(config.recorder().keepFor()))
            .put("max_size", SizeText.of(config.recorder().maxSize()))
            .put("values", Scalars.word(config.recorder().values()))
            .put("glitches", Scalars.word(config.recorder().glitches()))
            .put("per_minute", config.recorder().perMinute()))
        .put("kept_copies", new Keys()
            .put("max_size", SizeText.of(config.keptCopies().maxSize()))
            .put("memory", SizeText.of(config.keptCopies().memory())))
        .put("notify", new Keys()
            .put("webhook", config.notices().webhook().map(hook -> hook.address().toString()))
            .put("secret", config.notices().webhook().map(Webhook::secret))
            .put("objective", config.notices().objective()))
        .put("access_log", new Keys()
            .put("format", Scalars.word(config.accessLog().format()))
            .put("path", output(config.accessLog().output()))
            .put("query", Scalars.word(config.accessLog().query())))
        .put("error_pages", errorPages(config.errorPages()))
        .put("edge_paths", config.edgePaths())
        .put("workers", config.workers())
        .put("transport", Scalars.word(config.transport()))
        .put("shutdown_timeout", time(config.shutdownTimeout()));
  }

  private static Keys listener(Listener listener) {
    return new Keys()
        .put("address", listener.address().toString())
        .put("tls", listener.tls().map(EdgeWriter::tls))
        .put("proxy_protocol", listener.proxyProtocol());
  }

  private static Keys tls(ListenerTls tls) {
    return new Keys()
        .put("certificates", tls.certificates().stream().map(EdgeWriter::certificate).toList())
        .put("versions", tls.versions().stream().sorted().map(Version::protocol).toList())
        .put("client_authorities", tls.clientAuthorities());
  }

  private static Keys certificate(CertificateFiles files) {
    return new Keys().put("chain", files.chain()).put("key", files.key());
  }

  private static Keys profiles(List<OwnProfile> own) {
    var profiles = new Keys();
    own.forEach(each -> profiles.put(each.profile().name(), profile(each)));
    return profiles;
  }

  private static Keys profile(OwnProfile own) {
    Profile profile = own.profile();
    var decisions = new Keys();
    for (Rule rule : Rule.values()) {
      boolean changed = Profile.named(own.base()).orElseThrow().decision(rule) != profile.decision(rule);
      if (changed) decisions.put(rule.slug(), Scalars.word(profile.decision(rule)));
    }
    return new Keys()
        .put("base", own.base())
        .put("limits", limits(profile.limits()))
        .put("timeouts", timeouts(profile.timeouts()))
        .put("decisions", decisions);
  }

  private static Keys limits(Limits limits) {
    return new Keys()
        .put("status_line", SizeText.of(limits.statusLine()))
        .put("header_section", SizeText.of(limits.headerSection()))
        .put("header_field", SizeText.of(limits.headerField()))
        .put("header_count", limits.headerCount())
        .put("leading_lines", limits.leadingLines())
        .put("chunk_line", SizeText.of(limits.chunkLine()))
        .put("trailer_section", SizeText.of(limits.trailerSection()))
        .put("interim_total", SizeText.of(limits.interimTotal()));
  }

  private static Keys timeouts(Timeouts timeouts) {
    return new Keys()
        .put("resolve", time(timeouts.resolve()))
        .put("connect", time(timeouts.connect()))
        .put("tls", time(timeouts.tls()))
        .put("write", time(timeouts.write()))
        .put("request_unacked", time(timeouts.requestUnacked()))
        .put("response_head", time(timeouts.responseHead()))
        .put("between_bytes", time(timeouts.betweenBytes()))
        .put("idle_pool", time(timeouts.idlePool()));
  }

  private static Keys timeouts(Timeouts origin, ClientTimeouts client) {
    return timeouts(origin)
        .put("client_head", time(client.head()))
        .put("client_body", time(client.body()))
        .put("client_write", time(client.write()))
        .put("client_idle", time(client.idle()));
  }

  private static Keys limits(RequestLimits limits) {
    return new Keys()
        .put("request_line", SizeText.of(limits.requestLine()))
        .put("request_header_section", SizeText.of(limits.headerSection()))
        .put("request_header_field", SizeText.of(limits.headerField()))
        .put("request_header_count", limits.headerCount())
        .put("request_body", limits.body() == RequestLimits.UNLIMITED ? "unlimited" : SizeText.of(limits.body()))
        .put("heads_in_memory", SizeText.of(limits.headsInMemory()))
        .put("connections", limits.connections())
        .put("connections_per_client", limits.connectionsPerClient());
  }

  private static List<String> cidrs(List<Cidr> cidrs) {
    return cidrs.stream().map(Cidr::toString).toList();
  }

  private static String output(Output output) {
    return switch (output) {
      case Output.StandardOutput() -> "stdout";
      case Output.None() -> "none";
      case Output.LogFile(var path) -> path.toString();
    };
  }

  private static Keys errorPages(ErrorPages pages) {
    var files = new Keys();
    Map<Integer, ?> byStatus = new TreeMap<>(pages.files());
    byStatus.forEach((status, file) -> files.put(status.toString(), file));
    return new Keys().put("directory", pages.directory()).put("files", files);
  }

  static String time(Duration duration) {
    return DurationText.of(duration);
  }

  private EdgeWriter() {}
}
