/// What differs between two HARs of the same thing, one direct and one through a proxy, and what that says
/// of who is at fault.
package dev.fivetwenty.har.diff;
