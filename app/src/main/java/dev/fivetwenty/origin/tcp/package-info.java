/// TCP over epoll with as few calls to the system as it takes: what Netty's own sockets ask of it for
/// every connection, and nobody here wants to know, is not asked.
///
/// A socket is registered once, edge-triggered, and what was told of it is remembered; epoll(7).
package dev.fivetwenty.origin.tcp;
