/// The address ranges that CDNs publish, as dated data, and the look-up.
package dev.fivetwenty.ranges;
