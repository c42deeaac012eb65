/// The edge as a service of the system: start, reload, signals, stop.
package dev.fivetwenty.cli.service;
