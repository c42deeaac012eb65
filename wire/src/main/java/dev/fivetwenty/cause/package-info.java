/// Turns what was observed of an attempt into why it failed.
///
/// [Cause] is the public catalogue, [Evidence] the measurements that prove a cause,
/// [Verdict] both together. [Judge] is a pure function: the same [Observation] gives the same
/// [Judgement] years later. It sees only `dev.fivetwenty.wire` and the JDK.
///
/// All types here are immutable, so any thread may use them. Sizes are bytes unless they say otherwise,
/// offsets are those of [dev.fivetwenty.wire], and error numbers those of Linux ([Errno]).
///
/// The room is large because evidence, judges and their wording share what is no part of the library's
/// face, and its names are stored and known.
package dev.fivetwenty.cause;
