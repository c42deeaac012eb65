/// The sockets themselves: which transport, what the system says of a connection, and the TLS records
/// that pass.
package dev.fivetwenty.origin.socket;
