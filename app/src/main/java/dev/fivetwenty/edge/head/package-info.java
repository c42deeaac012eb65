/// Heads on their way: what is taken out of a request or a reply, what is put in, and the heads of
/// answers of the edge itself. Knows octets and no connection.
package dev.fivetwenty.edge.head;
