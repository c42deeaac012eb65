package dev.fivetwenty.bench.soak.hardship;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/// The edge and its origins.
///
/// @param limit   connections that the edge takes
/// @param seconds how long what has no end of its own goes on
record Site(
    InetSocketAddress edge, InetSocketAddress admin, List<MortalOrigin> origins, int limit, Duration seconds,
    SplittableRandom draws) {}
