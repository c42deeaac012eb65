package dev.fivetwenty.bench.edge;

import dev.fivetwenty.bench.process.Cores;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/// What a proxy is to be configured for.
///
/// @param folder  for its files, its own
/// @param tls     null for plain text
/// @param copies  the origin will be gone, and copies of what it answered are to stand in
record Site(
    Path folder, InetSocketAddress origin, InetSocketAddress listen, Certificate tls, boolean copies, Cores cores) {}
