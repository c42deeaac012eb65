/// What the commands on ranges print.
package dev.fivetwenty.cli.ranges;
