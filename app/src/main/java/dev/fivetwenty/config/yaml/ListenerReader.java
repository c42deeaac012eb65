package dev.fivetwenty.config.yaml;

import dev.fivetwenty.config.CertificateFiles;
import dev.fivetwenty.config.Endpoint;
import dev.fivetwenty.config.Listener;
import dev.fivetwenty.config.ListenerTls;
import dev.fivetwenty.config.ListenerTls.Version;
import dev.fivetwenty.config.node.FileLook;
import dev.fivetwenty.config.node.Scalars;
import dev.fivetwenty.config.node.Section;
import dev.fivetwenty.config.node.Shape;
import dev.fivetwenty.config.node.Shapes;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads an item of `listen`: an address, or a section with one.
final class ListenerReader {

  private static final Endpoint NOWHERE = new Endpoint.Tcp("127.0.0.1", 0);

  private static final Shape<Listener> SECTION = Shapes.section(ListenerReader::listener);

  static final Shape<Listener> LISTENER =
      value -> {
        if (value.isSection()) return SECTION.read(value);
        return new Listener(Addresses.LISTENING.read(value), Optional.empty(), false);
      };

  static final Shape<Path> FILE = Scalars.path(FileLook.Use.READ);

  private static final Shape<CertificateFiles> CERTIFICATE =
      Shapes.section(
          s -> new CertificateFiles(s.required("chain", Path.of(""), FILE), s.required("key", Path.of(""), FILE)));

  private static final Shape<Version> VERSION =
      value -> {
        String text = value.text();
        List<String> names = Arrays.stream(Version.values()).map(Version::protocol).toList();
        return Arrays.stream(Version.values())
            .filter(version -> version.protocol().equals(text))
            .findFirst()
            .orElseThrow(() -> Scalars.unknown(text, names));
      };

  private static Listener listener(Section section) {
    return new Listener(
        section.required("address", NOWHERE, Addresses.LISTENING),
        section.ask("tls", Shapes.section(ListenerReader::tls)),
        section.get("proxy_protocol", false, Scalars.BOOLEAN));
  }

  private static ListenerTls tls(Section section) {
    Set<Version> all = EnumSet.allOf(Version.class);
    return new ListenerTls(
        section.required(
            "certificates", List.of(), Shapes.several(CERTIFICATE, c -> c.chain(), "certificate")),
        section.ask("versions", Shapes.several(VERSION, v -> v.protocol(), "version")).map(Set::copyOf).orElse(all),
        section.ask("client_authorities", FILE));
  }

  private ListenerReader() {}
}
