/// Published ranges in the words of firewalls, servers and clouds. Pure: nothing is read or run.
package dev.fivetwenty.ranges.render;
