package dev.fivetwenty.origin;

import dev.fivetwenty.origin.socket.Transport;
import dev.fivetwenty.origin.tape.Tapes;
import io.netty.channel.EventLoop;
import java.time.InstantSource;

/// An event loop with what attempts on it need.
///
/// @param tapes remember the replies of what is forwarded; null for none of them
/// @param wall for the moment an attempt started; durations come from the loop's own ticker
record Loop(EventLoop events, Transport transport, InstantSource wall, Pending pending, Tapes tapes) {}
