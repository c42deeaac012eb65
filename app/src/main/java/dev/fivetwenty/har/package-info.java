/// HAR 1.2 files as they really are: read entry by entry within bounds, checked, sanitised, compared
/// and written. Sees bytes, the judge and what is harmless, nothing else; opens no socket.
///
/// What a writer put into an entry stays in it, in its order, whether or not we know it.
package dev.fivetwenty.har;
