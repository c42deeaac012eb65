/// Shows operators the copies that an edge keeps, removes them, and tries which would be served.
package dev.fivetwenty.cli.alwaysonline;
