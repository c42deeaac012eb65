/// Other programs as measured things: starting and ending them, their processor time and memory as the
/// operating system counts them, and the cores they may use.
package dev.fivetwenty.bench.process;
