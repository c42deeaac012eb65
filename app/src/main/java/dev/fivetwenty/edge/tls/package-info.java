/// TLS towards clients: certificates chosen by name, sessions that can be resumed, and a change of both
/// without a restart.
///
/// Nothing here answers HTTP. A connection that speaks no TLS, or none that can be agreed on, is told of as
/// a [dev.fivetwenty.edge.tls.TlsOutcome]; what a client sent never reaches a log or a visitor from here.
package dev.fivetwenty.edge.tls;
