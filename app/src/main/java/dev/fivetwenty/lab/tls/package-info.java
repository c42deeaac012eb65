/// TLS that goes wrong: certificates with one fault each, handshakes that stop, records that lie.
///
/// Sound TLS is the JDK's; everything unsound below it is bytes written by hand.
package dev.fivetwenty.lab.tls;
