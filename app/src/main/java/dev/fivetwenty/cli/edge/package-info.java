/// The commands that start an edge, check its configuration, and turn to one that runs.
package dev.fivetwenty.cli.edge;
