/// Answers regular expressions without asking their library, where looking for a short text is enough.
package dev.fivetwenty.rules.regex;
