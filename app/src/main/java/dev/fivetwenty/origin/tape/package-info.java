/// Bounded memories of octets that go by on a connection.
package dev.fivetwenty.origin.tape;
