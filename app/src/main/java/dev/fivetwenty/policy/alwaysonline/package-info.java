/// Always Online as a pure question: may this response be kept, and may that copy be served now?
///
/// Everything here is a function of a request, the copies there are, the operator's [Terms] and the
/// time, so that the edge and `always-online test` cannot differ. Heads are read by slices. Who keeps
/// copies is the archive; who serves them is the edge.
package dev.fivetwenty.policy.alwaysonline;
