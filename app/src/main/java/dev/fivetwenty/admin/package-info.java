/// The operators' door: metrics, health, reload and the configuration in use, over HTTP.
///
/// Plain blocking code, a virtual thread per connection, over TCP or a Unix domain socket. Requests are
/// read by [dev.fivetwenty.wire.RequestReader], one per connection; their size, their number and the time
/// they may take are bounded. A browser that was led here by a page of somebody else is refused. It has
/// no password: its address is loopback unless the operator says otherwise.
package dev.fivetwenty.admin;
