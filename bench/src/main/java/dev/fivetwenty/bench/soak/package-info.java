/// Long runs of mixed requests through the edge, some of whose replies the origin breaks, with an account at the end:
/// what clients saw, what the access log says and what the metrics count must be the same, request by request.
///
/// Origin and clients write and read HTTP by hand, on virtual threads, and share no code with the edge. What a request wants
/// of the origin stands in its path, so that a retried request meets the same fate.
package dev.fivetwenty.bench.soak;
