package dev.fivetwenty.edge.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fivetwenty.config.CertificateFiles;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCounted;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContextSetTest {

  private static final int P256 = ClientHello.Scheme.P256.bit();

  @TempDir Path folder;
  private TestCertificates certificates;

  @BeforeEach
  void start() {
    certificates = new TestCertificates(folder);
  }

  @ParameterizedTest
  @CsvSource({
    "'', first", "unknown.example, first", "first.example, first",
    "shop.example, exact", "www.shop.example, wild", "a.b.shop.example, first", "shop, first",
    "api.shop.example, exact", "example, first", "a..example, first"
  })
  void theNameDecides(String name, String chosen) {
    ContextSet set =
        set(
            certificates.issue("first", "EC", "first.example"),
            certificates.issue("wild", "EC", "*.shop.example"),
            certificates.issue("exact", "EC", "shop.example", "api.shop.example"));

    assertThat(chosen(set, new ClientHello(name, P256, true, true, true))).isEqualTo(chosen);
    set.release();
  }

  @Test
  void ofTwoKindsTheClientGetsWhatItCanCheck() {
    ContextSet set =
        set(
            certificates.issue("rsa", "RSA", "a.example"),
            certificates.issue("ec", "EC", "a.example"));
    var modern = new ClientHello("a.example", P256, true, true, true);
    var modernWithoutName = new ClientHello("", P256, true, true, true);
    var onlyRsa = new ClientHello("a.example", 0, true, false, true);
    var old = new ClientHello("a.example", P256, false, false, true);
    var otherCurve =
        new ClientHello("a.example", ClientHello.Scheme.P384.bit(), true, true, true);

    assertThat(chosen(set, modern)).isEqualTo("ec");
    assertThat(chosen(set, modernWithoutName)).isEqualTo("ec");
    assertThat(chosen(set, onlyRsa)).isEqualTo("rsa");
    assertThat(chosen(set, old)).isEqualTo("rsa");
    assertThat(chosen(set, otherCurve)).isEqualTo("rsa");
    assertThat(set.warnings()).isEmpty();
    set.release();
  }

  @Test
  void warnsOfACertificateThatIsNeverShown() {
    ContextSet set =
        set(
            certificates.issue("one", "EC", "a.example"),
            certificates.issue("two", "EC", "a.example"));

    assertThat(chosen(set, new ClientHello("a.example", P256, true, true, true))).isEqualTo("one");
    assertThat(set.warnings()).singleElement().asString().contains("two.pem: never shown");
    set.release();
  }

  @Test
  void isReleasedOnceWhenNobodyUsesIt() {
    ContextSet set = set(certificates.issue("a", "EC", "a.example"));
    var context = (ReferenceCounted) set.contexts().getFirst().context();

    assertThat(set.acquire()).isTrue();
    set.release();
    assertThat(context.refCnt()).isEqualTo(1);
    set.release();
    assertThat(context.refCnt()).isZero();
    assertThat(set.acquire()).isFalse();
    assertThatThrownBy(set::release).isInstanceOf(IllegalStateException.class);
  }

  private static ContextSet set(CertificateFiles... files) {
    var options = TestCertificates.options(files);
    List<ServerContext> contexts =
        Stream.of(files)
            .map(ServerCertificate::read)
            .map(c -> ServerContext.of(c, options, List.of(), SslProvider.OPENSSL_REFCNT))
            .toList();
    return new ContextSet(contexts, true);
  }

  private static String chosen(ContextSet set, ClientHello hello) {
    Path chain = set.choose(hello).certificate().files().chain();
    return chain.getFileName().toString().replace(".pem", "");
  }
}
