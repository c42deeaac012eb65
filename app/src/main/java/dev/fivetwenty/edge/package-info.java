/// The reverse proxy: takes requests of clients, has them answered by origins, and says why where that
/// fails.
///
/// Everything here runs on event loops on which nothing waits. An exchange stays on the loop of its
/// client connection; each loop has connections of its own to each origin.
package dev.fivetwenty.edge;
