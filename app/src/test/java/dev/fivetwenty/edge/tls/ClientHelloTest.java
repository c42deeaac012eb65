package dev.fivetwenty.edge.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.SplittableRandom;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientHelloTest {

  private static final int MUTATIONS = 20_000;
  /// Record header and message header.
  private static final int HEADERS = 5 + 4;

  @Test
  void readsWhatAClientOfTheJdkSends() throws Exception {
    ClientHello hello = read(hello("Shop.Example", List.of("h2", "http/1.1"), "TLSv1.3", "TLSv1.2"));

    assertThat(hello.serverName()).isEqualTo("shop.example");
    assertThat(hello.http1()).isTrue();
    assertThat(hello.version13()).isTrue();
    assertThat(hello.ecdsaSuite()).isTrue();
    assertThat(hello.takes(ClientHello.Scheme.P256, true)).isTrue();
    assertThat(hello.takes(ClientHello.Scheme.P256, false)).isTrue();
  }

  @Test
  void readsAnOldClientWithoutName() throws Exception {
    ClientHello hello = read(hello("", List.of(), "TLSv1.2"));

    assertThat(hello.serverName()).isEmpty();
    assertThat(hello.http1()).isTrue();
    assertThat(hello.version13()).isFalse();
  }

  @Test
  void aClientWithoutHttp1IsKnown() throws Exception {
    assertThat(read(hello("", List.of("h2"), "TLSv1.3")).http1()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"a.example., a.example", "A_b-1.EXAMPLE, a_b-1.example", "., ''", "a b, ''", "a/../b, ''"})
  void namesAreNamesOrNothing(String sent, String read) {
    assertThat(name(sent)).isEqualTo(read);
  }

  @Test
  void hostileNamesAreNothing() {
    assertThat(name("")).isEmpty();
    assertThat(name("a".repeat(254))).isEmpty();
    assertThat(name("a".repeat(253))).hasSize(253);
    assertThat(name("a\r\nb")).isEmpty();
    assertThat(name("a\0b")).isEmpty();
    assertThat(name("caf\u00C3\u00A9")).isEmpty();
  }

  @Test
  void anythingAtAllIsRead() throws Exception {
    byte[] sound = hello("shop.example", List.of("http/1.1"), "TLSv1.3", "TLSv1.2");
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new SplittableRandom(seed);
    for (int length = 0; length < sound.length - HEADERS; length++) {
      ClientHello cut = ClientHello.read(Unpooled.wrappedBuffer(sound, HEADERS, length));
      assertThat(cut.serverName()).isIn("", "shop.example");
    }
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] broken = sound.clone();
      for (int n = random.nextInt(1, 8); n > 0; n--) {
        broken[random.nextInt(HEADERS, broken.length)] = (byte) random.nextInt();
      }
      assertThat(read(broken).serverName())
          .as("rerun with -Dseed=%d", seed)
          .matches("[a-z0-9._-]{0,253}");
    }
  }

  private static String name(String sent) {
    byte[] name = sent.getBytes(ISO_8859_1);
    ByteBuf message = Unpooled.buffer();
    message.writeZero(HEADERS + 2 + 32 + 1 + 2 + 1);
    message.writeShort(9 + name.length);
    message.writeShort(0).writeShort(5 + name.length);
    message.writeShort(3 + name.length).writeByte(0).writeShort(name.length).writeBytes(name);
    byte[] bytes = new byte[message.readableBytes()];
    message.readBytes(bytes);
    return read(bytes).serverName();
  }

  private static ClientHello read(byte[] records) {
    ByteBuf body = Unpooled.wrappedBuffer(records, HEADERS, records.length - HEADERS);
    return ClientHello.read(body);
  }

  private static byte[] hello(String name, List<String> protocols, String... versions)
      throws GeneralSecurityException, SSLException {
    SSLEngine engine = SSLContext.getDefault().createSSLEngine();
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    List<SNIServerName> names = name.isEmpty() ? List.of() : List.of(new SNIHostName(name));
    parameters.setServerNames(names);
    parameters.setApplicationProtocols(protocols.toArray(String[]::new));
    parameters.setProtocols(versions);
    engine.setSSLParameters(parameters);
    ByteBuffer out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.allocate(0), out);
    byte[] bytes = new byte[out.flip().remaining()];
    out.get(bytes);
    return bytes;
  }
}
