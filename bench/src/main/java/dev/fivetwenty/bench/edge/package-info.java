/// nginx, HAProxy and the edge side by side: the same origin, the same requests, a worker each, one after the other in
/// interleaved rounds.
///
/// The question is what a proxied request costs in processor time beside the better of two well-tuned peers. More than
/// 1.0 in any row is a defect of the edge; 0.8 at 1 KiB is the aim.
package dev.fivetwenty.bench.edge;
