package dev.fivetwenty.har.check;

/// One place where a HAR breaks a rule.
///
/// @param pointer JSON pointer (RFC 6901)
/// @param offset  in the file, decompressed: of the entry, or of what could not be read; -1 where neither is known
/// @param url     of the entry without what may be secret; empty for what is in none
/// @param detail  what was found
public record Note(LintRule rule, String pointer, long offset, String url, String detail) {}
