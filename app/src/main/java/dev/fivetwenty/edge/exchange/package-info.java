/// One client connection, its exchanges, and what passes between client and origin.
///
/// Heads are indexed where they lie and passed on by slices; content is not copied but where it is
/// small. There is no map of fields and no text per field.
package dev.fivetwenty.edge.exchange;
