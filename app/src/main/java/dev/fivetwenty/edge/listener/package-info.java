/// Where clients connect: sockets, who is let in, and who a client really is.
///
/// A connection is handed on once, as a [dev.fivetwenty.edge.listener.Arrival], when its first request may
/// come: its PROXY header has been read, its handshake is over, no limit is exceeded. All that ends a connection
/// before that is counted as a [dev.fivetwenty.edge.listener.Refusal]. Nothing here reads HTTP.
package dev.fivetwenty.edge.listener;
