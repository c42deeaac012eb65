/// Asks origins, unprompted, whether they are there, by the same way that requests take.
package dev.fivetwenty.edge.health;
