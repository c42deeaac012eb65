package dev.fivetwenty.edge.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fivetwenty.config.CertificateFiles;
import dev.fivetwenty.origin.ConfigurationProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerCertificateTest {

  /// Made with `openssl pkcs8 -topk8` and the password `secret`.
  private static final String ENCRYPTED_PKCS8 =
      """
      -----BEGIN ENCRYPTED PRIVATE KEY-----
      MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAigRtM1GFyPdAICCAAw
      DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEFPX0VGT8zjDqBhw7C+yAl8EgZAE
      VGHF55cHw8ZGoBBP30gptlyotUMFzu6Vjjk8AQQ9Nh8Hr4Bgja5TtvNYz/FfWPoi
      AY7H0Sf3m7ZrZ+r8A2LEFzp9LbkcbfBDgQvm+/90qVPWf9kzX94Xexm1zBfCcm5b
      5nxlYGRhB7cCqV0VQJykCxIIpF0stn5LNtC4v8kWc/roBsQm5WxVE1SD8by6z2o=
      -----END ENCRYPTED PRIVATE KEY-----
      """;

  /// Made with `openssl ec -aes128` and the same password.
  private static final String ENCRYPTED_OLD =
      """
      -----BEGIN EC PRIVATE KEY-----
      Proc-Type: 4,ENCRYPTED
      DEK-Info: AES-128-CBC,9A80662D8B254986C3FB28EA785E0B93

      PGKtD4pyBj0KfSoUHvzCwjXdO+9wilF9QUyI6Guh+YLrA/w9pOXMPL6sLXWdIKoS
      GCI387niCuKLa4S5bUlalpI3GVNEz6ZK0BVX8yxJMEqbwraubxNyZXYkcAk68IsQ
      jH8kTeoHWj7djNd6t1dsnZunzq+TvPzfVZH/jDjZKjo=
      -----END EC PRIVATE KEY-----
      """;

  private static final String PARAMETERS_OF_P256 =
      """
      -----BEGIN EC PARAMETERS-----
      BggqhkjOPQMBBw==
      -----END EC PARAMETERS-----
      """;

  @TempDir Path folder;
  private TestCertificates certificates;

  @BeforeEach
  void start() {
    certificates = new TestCertificates(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA"})
  void readsKeyChainAndNames(String kind) {
    CertificateFiles files = certificates.issue("a", kind, "Shop.Example", "*.shop.example");
    var read = ServerCertificate.read(files);

    assertThat(read.chain()).hasSize(2);
    assertThat(read.names()).containsExactly("shop.example", "*.shop.example");
    assertThat(read.scheme().isPresent()).isEqualTo(kind.equals("EC"));
    assertThat(read.warnings(Instant.now())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA"})
  void readsKeysInTheFormOfOpenSsl(String kind) throws IOException {
    CertificateFiles files = certificates.issue("a", kind, "a.example");
    var key = ServerCertificate.read(files).key();
    String text = key instanceof ECPrivateKey ec ? sec1(ec) : pkcs1(key);
    certificates.write("a.key", text);

    assertThat(certificates.read(files.key())).contains("BEGIN " + kind + " PRIVATE KEY");
    assertThat(ServerCertificate.read(files).key().getAlgorithm()).isEqualTo(kind);
  }

  @Test
  void saysHowToDecryptAnEncryptedKey() {
    CertificateFiles files = certificates.issue("a", "EC", "a.example");
    String[] told = {"key file " + files.key(), "encrypted", "openssl pkey -in " + files.key()};

    certificates.write("a.key", ENCRYPTED_OLD);
    assertProblem(files, told);
    certificates.write("a.key", ENCRYPTED_PKCS8);
    assertProblem(files, told);
  }

  @Test
  void refusesAKeyOfAnotherCertificate() {
    CertificateFiles one = certificates.issue("one", "EC", "a.example");
    CertificateFiles other = certificates.issue("other", "EC", "a.example");
    CertificateFiles rsa = certificates.issue("rsa", "RSA", "a.example");

    assertProblem(
        new CertificateFiles(one.chain(), other.key()),
        "certificate file " + one.chain(), other.key().toString(), "does not belong to it");
    assertProblem(new CertificateFiles(one.chain(), rsa.key()), "does not belong to it");
    assertProblem(new CertificateFiles(rsa.chain(), one.key()), "does not belong to it");
  }

  @Test
  void saysWhenTheChainBeginsWithTheWrongOne() {
    CertificateFiles files = certificates.issue("a", "EC", "a.example");
    String own = certificates.read(files.chain());
    certificates.write("a.pem", certificates.read(certificates.authority()), own);

    assertProblem(files, "belongs to a later certificate", "own certificate first");
  }

  @Test
  void refusesKindsThatClientsDoNotTake() throws GeneralSecurityException {
    String what = "use an ECDSA key on P-256, P-384 or P-521, or an RSA key of 2048 bits or more";
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(1024);

    assertProblem(certificates.issue("a", "Ed25519", "a.example"), what);
    assertProblem(
        certificates.issue("a", generator.generateKeyPair(), TestCertificates.yesterday(), "b"), what);
  }

  @Test
  void refusesFilesThatAreNotWhatTheyShouldBe() {
    CertificateFiles files = certificates.issue("a", "EC", "a.example");
    Path text = certificates.write("text", "hello\n");
    Path absent = folder.resolve("absent");

    assertProblem(new CertificateFiles(absent, files.key()), absent + ": does not exist");
    assertProblem(new CertificateFiles(files.chain(), absent), absent + ": does not exist");
    assertProblem(new CertificateFiles(text, files.key()), text + ": ", "certificate");
    assertProblem(new CertificateFiles(files.chain(), text), text + ": no private key");
    assertProblem(new CertificateFiles(files.key(), files.key()), files.key() + ": ");
    assertProblem(new CertificateFiles(files.chain(), files.chain()), "no private key");
  }

  @Test
  void warnsOfDatesAndOfNamesThatAreMissing() {
    Instant now = Instant.now();
    CertificateFiles old = certificates.issue("old", "EC", now.minus(Duration.ofDays(31)), "a");
    CertificateFiles early = certificates.issue("early", "EC", now.plus(Duration.ofDays(1)), "a");

    assertWarning(old, now, "old.pem: expired at");
    assertWarning(early, now, "early.pem: not valid before");
    assertWarning(certificates.issue("nameless", "EC"), now, "nameless.pem: names no host");
  }

  private static void assertWarning(CertificateFiles files, Instant now, String part) {
    assertThat(ServerCertificate.read(files).warnings(now)).singleElement().asString().contains(part);
  }

  private static void assertProblem(CertificateFiles files, String... parts) {
    assertThatThrownBy(() -> ServerCertificate.read(files))
        .isInstanceOf(ConfigurationProblem.class)
        .message()
        .contains(parts);
  }

  private static String sec1(ECPrivateKey key) throws IOException {
    var sec1 =
        new org.bouncycastle.asn1.sec.ECPrivateKey(
            256, key.getS(), SECObjectIdentifiers.secp256r1);
    return PARAMETERS_OF_P256 + TestCertificates.pem("EC PRIVATE KEY", sec1.getEncoded());
  }

  private static String pkcs1(PrivateKey key) throws IOException {
    byte[] pkcs1 =
        PrivateKeyInfo.getInstance(key.getEncoded()).parsePrivateKey().toASN1Primitive().getEncoded();
    return TestCertificates.pem("RSA PRIVATE KEY", pkcs1);
  }
}
