package dev.fivetwenty.story;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.fivetwenty.cli.service.EdgeService;
import dev.fivetwenty.config.EdgeConfig;
import dev.fivetwenty.config.node.Overrides;
import dev.fivetwenty.config.node.Source;
import dev.fivetwenty.config.node.Surroundings;
import dev.fivetwenty.config.yaml.EdgeYaml;
import dev.fivetwenty.lab.Lab;
import dev.fivetwenty.lab.scenario.Scenario;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Edges in front of a lab, one for each profile and patience, with a route of its own for each scenario.
final class LabEdges implements AutoCloseable {

  private final Map<String, EdgeService> edges = new HashMap<>();
  private final Path folder;

  /// @param folder with the certificate of the lab's authority
  LabEdges(List<Scenario> scenarios, Lab lab, Path folder) throws IOException {
    this.folder = folder;
    var byTerms = new LinkedHashMap<String, List<Scenario>>();
    scenarios.forEach(s -> byTerms.computeIfAbsent(terms(s), _ -> new ArrayList<>()).add(s));
    for (var entry : byTerms.entrySet()) edges.put(entry.getKey(), start(entry.getValue(), lab));
  }

  private static String terms(Scenario scenario) {
    var profile = LabVerdictTest.profile(scenario);
    return profile.name() + " " + profile.timeouts().connect();
  }

  private EdgeService start(List<Scenario> scenarios, Lab lab) throws IOException {
    var profile = LabVerdictTest.profile(scenarios.getFirst());
    String limit = profile.timeouts().connect().toSeconds() + "s";
    var text = new StringBuilder("listen: [\"127.0.0.1:0\"]\nadmin: none\nworkers: 1\n");
    text.append("profile: ").append(profile.name()).append("\nrecorder: {enabled: false}\n")
        .append("access_log: {format: json, path: /dev/null}\n")
        .append("timeouts: {connect: LIMIT, tls: LIMIT, write: LIMIT, request_unacked: LIMIT,".replace("LIMIT", limit))
        .append(" response_head: LIMIT, between_bytes: LIMIT}\nroutes:\n".replace("LIMIT", limit));
    for (Scenario scenario : scenarios) text.append(route(scenario, lab.urlOf(scenario)));
    byte[] yaml = text.toString().getBytes(ISO_8859_1);
    EdgeConfig config =
        EdgeYaml.read(
            Source.of("test", folder, new ByteArrayInputStream(yaml)), Overrides.NONE,
            Surroundings.ofProcess(Map.of()));
    return EdgeService.start(config, () -> config, folder.resolve("data"), Map.of(), "1.2.3", _ -> {});
  }

  private static String route(Scenario scenario, URI url) {
    boolean secure = url.getScheme().equals("https");
    boolean full = LabVerdictTest.tls(scenario, Path.of("")).trust().name().equals("FULL");
    String tls =
        !secure ? ""
            : full ? "    tls: {trust: full}\n" : "    tls: {trust: strict, authorities: lab-ca.pem}\n";
    return """
          - host: "%s"
            keep_host: false
            origins: [{url: "%s://%s:%d", address: "127.0.0.1:%d"}]
        %s""".formatted(
        host(scenario), url.getScheme(), secure ? url.getHost() : host(scenario), url.getPort(), url.getPort(), tls);
  }

  static String host(Scenario scenario) {
    return scenario.slug() + ".test";
  }

  int port(Scenario scenario) {
    String place = edges.get(terms(scenario)).addresses().getFirst();
    return Integer.parseInt(place.substring(place.lastIndexOf(':') + 1));
  }

  @Override
  public void close() {
    edges.values().forEach(EdgeService::stop);
  }
}
