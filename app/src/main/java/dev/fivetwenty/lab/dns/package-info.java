/// A small name server that gives every wrong answer a resolver can meet, byte by byte.
package dev.fivetwenty.lab.dns;
