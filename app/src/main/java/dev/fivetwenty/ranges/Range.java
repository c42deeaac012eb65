package dev.fivetwenty.ranges;

/// One published block of addresses.
///
/// @param provider who published it
/// @param cidr     in the form of the list, for example `104.16.0.0/13`
public record Range(Provider provider, String cidr) {
  @Override
  public String toString() {
    return cidr + " (" + provider.name() + ", list of " + provider.asOf() + ")";
  }
}
