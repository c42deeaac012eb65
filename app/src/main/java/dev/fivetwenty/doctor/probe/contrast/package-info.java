/// Probes that ask twice with one thing different: a field, an address, a connection, a wait.
package dev.fivetwenty.doctor.probe.contrast;
