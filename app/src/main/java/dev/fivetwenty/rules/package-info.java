/// The rules language: expressions about requests, read, printed, told in plain words, and evaluated.
///
/// ```text
/// text → syntax (lexer, parser) → tree → eval (compiler) → evaluators → true or not, of a request
///                                  └──→ text again, plain words
/// ```
///
/// It is the language that owners of sites write for their CDN, with the fields that this edge knows.
package dev.fivetwenty.rules;
