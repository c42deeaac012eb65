package dev.fivetwenty.config;

/// How much a client may ask for. All are inclusive: what equals the limit passes.
///
/// @param requestLine          bytes of the request line without its line end; more is answered 414
/// @param headerSection        bytes of all field lines with their line ends; more is answered 431
/// @param headerField          bytes of one field line with its line end; more is answered 431
/// @param headerCount          field lines of one request; more are answered 431
/// @param body                 bytes of a request's content, [#UNLIMITED] by default; more is answered 413
/// @param headsInMemory        bytes for all heads together that are larger than 4 KiB; if there is no room the one that has been
///                             coming for longest is answered 503
/// @param connections          open at once, of all clients
/// @param connectionsPerClient open at once from one address; a trusted proxy's are not counted
public record RequestLimits(
    int requestLine,
    int headerSection,
    int headerField,
    int headerCount,
    long body,
    long headsInMemory,
    int connections,
    int connectionsPerClient) {

  public static final long UNLIMITED = Long.MAX_VALUE;
}
