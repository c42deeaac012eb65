/// What a message is lent while it goes by on a connection: bounded memories of its octets, and readers.
package dev.fivetwenty.origin.tape;
