package dev.fivetwenty.cause;

import java.util.Optional;

/// A reply of which nothing can be said yet: reading stopped before the origin ended it, and before
/// any timer of the profile had run out.
///
/// @param pending what it is if nothing more comes; who must act is not known before
/// @param expiry  our own limit, which ended the wait; empty where nobody waited on
public record Unfinished(Verdict pending, Optional<Expiry> expiry) {}
