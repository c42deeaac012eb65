package dev.fivetwenty.origin.trust;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/// Offers our certificate, if there is one, and notes that the origin wanted one.
public final class ClientIdentity extends X509ExtendedKeyManager {

  private static final String ALIAS = "client";

  private final X509Certificate[] chain;
  private final PrivateKey key;
  private final Consumer<SSLEngine> whenWanted;
  private boolean wanted;

  /// @param key null for no certificate
  /// @param whenWanted is told of each handshake in which an origin wants a certificate
  public ClientIdentity(X509Certificate[] chain, PrivateKey key, Consumer<SSLEngine> whenWanted) {
    this.chain = chain;
    this.key = key;
    this.whenWanted = whenWanted;
  }

  public void wanted() {
    wanted = true;
  }

  public boolean isWanted() {
    return wanted;
  }

  @Override
  public String chooseEngineClientAlias(String[] keyType, Principal[] issuers, SSLEngine engine) {
    wanted();
    whenWanted.accept(engine);
    return key == null ? null : ALIAS;
  }

  @Override
  public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
    return chooseEngineClientAlias(keyType, issuers, null);
  }

  @Override
  public String[] getClientAliases(String keyType, Principal[] issuers) {
    return key == null ? null : new String[] {ALIAS};
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return chain.clone();
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return key;
  }

  @Override
  public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
    return null;
  }

  @Override
  public String[] getServerAliases(String keyType, Principal[] issuers) {
    return null;
  }
}
