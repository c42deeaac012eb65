/// Which origin a request goes to.
package dev.fivetwenty.edge.route;
