/// Tells systemd how the service fares, where it was started by systemd (`Type=notify`).
///
/// Here and not in `cli`, because the messages go to a Unix datagram socket, which the JDK lacks and
/// Netty's native transport has.
package dev.fivetwenty.edge.systemd;
