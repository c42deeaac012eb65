package dev.fivetwenty.wire;

/// How much of each part of a message a [Profile] reads. All are bytes unless they are counts, and
/// inclusive: a value equal to the limit passes.
///
/// @param statusLine     bytes of a status or request line without its line end
/// @param headerSection  bytes of all field lines with their line ends, without start line and
///                       final empty line; each interim response counts for itself
/// @param headerField    bytes of one field line (folds included) with its line end
/// @param headerCount    field lines in one header section
/// @param leadingLines   empty lines tolerated before a status line
/// @param chunkLine      bytes of one chunk line (size and extensions) without its line end
/// @param trailerSection bytes of all trailer lines with their line ends
/// @param interimTotal   bytes of all interim responses of one exchange together
public record Limits(
    int statusLine,
    int headerSection,
    int headerField,
    int headerCount,
    int leadingLines,
    int chunkLine,
    int trailerSection,
    int interimTotal) {}
