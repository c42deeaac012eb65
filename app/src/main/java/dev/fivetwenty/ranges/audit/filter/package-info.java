/// What becomes of a packet: filters of any kind in one form, and the evaluator of that form. Pure.
///
/// The packet is the first of a TCP connection, from the outside, to a port of this host. Where a
/// filter decides by something that is not known of it, both answers are followed, so that nothing
/// is said to be allowed that might not be.
package dev.fivetwenty.ranges.audit.filter;
