/// The ranges of CDNs listed, updated, rendered for firewalls, and the filters of an origin audited.
package dev.fivetwenty.cli.ranges;
