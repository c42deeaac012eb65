package dev.fivetwenty.rules.source;

import dev.fivetwenty.rules.request.RequestView;
import dev.fivetwenty.rules.value.Address;

/// A compiled value that is an address.
@FunctionalInterface
public interface AddressSource {

  /// Returns null where it is missing.
  Address get(RequestView view);
}
