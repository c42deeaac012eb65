/// Which certificate of an origin is good, which of ours it is shown, and the files both come from.
package dev.fivetwenty.origin.trust;
