package dev.fivetwenty.doctor.software;

/// Server software that the replies gave away.
///
/// @param evidence for example `Server: nginx/1.22.1`
public record Recognised(ServerSoftware software, String evidence) {}
