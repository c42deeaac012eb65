/// Where an attempt learns its addresses: literals, the hosts file, DNS, and for a pool what was looked
/// up before.
package dev.fivetwenty.origin.name;
