/// Probes of TLS and of the ports that speak it.
package dev.fivetwenty.doctor.probe.tls;
