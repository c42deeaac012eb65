package dev.fivetwenty.incident;

/// The client's side of an exchange. What was not sent, or does not apply, is empty.
///
/// @param peer     the connection's other end: an address when it is a trusted proxy, else a token
/// @param client   a token that stands for the client's address, equal for equal addresses
/// @param protocol as in the request line, for example `HTTP/1.1`
/// @param tls      version agreed with the client, for example `TLSv1.3`
/// @param path     of the request target, without its query
/// @param query    its values covered, same length
/// @param exchange which one of its connection it is, from 1
/// @param bytesFromClient head included, after TLS
public record Visit(
    String peer,
    String client,
    String listener,
    String protocol,
    String tls,
    String method,
    String scheme,
    String host,
    String path,
    String query,
    int exchange,
    long bytesFromClient) {}
