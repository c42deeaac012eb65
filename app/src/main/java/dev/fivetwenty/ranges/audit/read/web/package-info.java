/// Readers of the configurations of web servers.
package dev.fivetwenty.ranges.audit.read.web;
