package dev.fivetwenty.doctor.asking;

/// Tells whether a host as written is this machine, without asking a resolver.
public final class Loopback {

  public static boolean is(String host) {
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    if (bare.equalsIgnoreCase("localhost") || bare.equals("::1")) return true;
    return bare.matches("127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}");
  }

  private Loopback() {}
}
