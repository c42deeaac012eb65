/// What everything that is printed is made of: words, amounts, bytes, columns, colours, a JSON
/// document, and what of a message may be shown. Prints nothing itself.
package dev.fivetwenty.cli.render;
