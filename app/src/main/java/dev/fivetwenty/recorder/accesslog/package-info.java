/// The access log: a line for each exchange, as JSON or as nginx and Apache write it.
///
/// Lines are made straight into bytes on the recorder's thread. Whatever a peer sent is escaped, so
/// that a line is one line, ASCII, and harmless on a terminal. Cookies and credentials are never in
/// it, and values of queries only where the operator asks for them. An output that cannot be
/// written never stops anything: it is tried again, and what was lost is counted and said.
package dev.fivetwenty.recorder.accesslog;
