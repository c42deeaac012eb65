package dev.fivetwenty.config;

import java.nio.file.Path;

/// A certificate with its key.
///
/// @param chain PEM file, the server's own certificate first
/// @param key   PEM file of the unencrypted private key
public record CertificateFiles(Path chain, Path key) {}
