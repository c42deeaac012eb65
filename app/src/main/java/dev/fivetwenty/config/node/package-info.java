/// Values of a YAML text with their places, and how they are bound to what they mean.
///
/// A YAML library composes nodes; binding them is ours, so that what is well-formed and wrong is reported as
/// exactly as what is not YAML: with line, column, the line itself and, where a word is nearly right, the right
/// one. All that is wrong is reported at once. A key exists because a reader asks a [Section] for it, so there is
/// no second list of keys to keep.
///
/// Size, depth and aliases of a text are bounded. Nothing is resolved or opened, except that [FileLook] looks at
/// named files where that is asked for.
package dev.fivetwenty.config.node;
