/// What the edge knows of one client connection: who it is, what became of its bytes, how it ends.
package dev.fivetwenty.edge.client;
