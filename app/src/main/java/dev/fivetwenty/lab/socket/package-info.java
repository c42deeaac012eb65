/// Plain sockets for the lab: who accepts, how a request's head is read, how a connection ends.
///
/// Blocking code on virtual threads. Requests are read only as far as a scenario needs them, always
/// within a named limit; replies are bytes that a scenario wrote by hand. Every connection is
/// closed by the thread that serves it, after [Ports#LIFETIME], or when the lab closes.
package dev.fivetwenty.lab.socket;
