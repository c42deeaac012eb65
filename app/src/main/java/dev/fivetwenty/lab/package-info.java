/// A test origin that misbehaves on purpose, written with raw sockets and bytes by hand.
///
/// Independent of wire and origin: a test origin written with our own writer could not
/// break our own rules. It sees only the catalogue, to say which cause each scenario must produce.
package dev.fivetwenty.lab;
