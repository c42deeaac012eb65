package dev.fivetwenty.edge.health;

import dev.fivetwenty.origin.RequestBytes;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/// What tells an origin who asks: the fields that every request of this edge has. Confined to one
/// event loop.
///
/// @param name   of this edge in `CDN-Loop`
/// @param site   that Ray IDs end with
/// @param random of the Ray IDs
public record Signature(String name, Supplier<String> site, SplittableRandom random) {

  public RequestBytes under(RequestBytes request) {
    return request
        .adding("Ray-Id", "%016x-%s".formatted(random.nextLong(), site.get()))
        .adding("CDN-Loop", name);
  }
}
