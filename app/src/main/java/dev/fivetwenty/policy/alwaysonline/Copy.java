package dev.fivetwenty.policy.alwaysonline;

import dev.fivetwenty.policy.alwaysonline.field.HeadFields;
import dev.fivetwenty.policy.alwaysonline.field.Variant;
import java.time.Instant;

/// What is kept of a response, but for its content.
///
/// @param key       see [Asked#key]
/// @param fields    as the origin sent them, without what belongs to a connection or a visitor
/// @param requested when the request went out
/// @param received  when the head came
/// @param hash      SHA-256 of the content as received, 64 hexadecimal digits
/// @param length    bytes of the content as received
public record Copy(
    String key, Variant variant, int status, HeadFields fields, Instant requested, Instant received,
    String hash, long length) {

  /// Returns whether both are of the same URL and variant, so that one takes the other's place.
  public boolean replaces(Copy other) {
    return key.equals(other.key) && variant.equals(other.variant);
  }

  /// Returns whether both are one and the same response.
  public boolean isSame(Copy other) {
    return replaces(other) && received.equals(other.received) && hash.equals(other.hash);
  }

  /// Returns the copy with what is known of its content once it is whole.
  public Copy with(String contentHash, long contentLength) {
    return new Copy(key, variant, status, fields, requested, received, contentHash, contentLength);
  }
}
