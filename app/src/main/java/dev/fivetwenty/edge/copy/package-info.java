/// Always Online at the edge: has the archive take copies of what passes, and gets pages out of it.
///
/// What may be kept and served is decided in [dev.fivetwenty.policy.alwaysonline]. Nothing here waits on an
/// event loop: the archive takes pieces or drops them, and pages are got ready on other threads.
package dev.fivetwenty.edge.copy;
