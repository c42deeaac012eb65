package dev.fivetwenty.config;

/// How much room there is for the copies of all routes.
///
/// @param maxSize bytes on the disk; what is asked for least makes room
/// @param memory  bytes of contents that are served without the disk
public record KeptCopies(long maxSize, long memory) {}
