/// From the text of an expression to its tree, and back: lexer, parser, printer, plain words.
package dev.fivetwenty.rules.syntax;
