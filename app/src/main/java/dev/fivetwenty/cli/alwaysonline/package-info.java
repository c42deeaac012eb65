/// Tells operators of the copies that an edge keeps.
package dev.fivetwenty.cli.alwaysonline;
