/// The origin that misbehaves on purpose, by a scenario or as a stored incident went.
package dev.fivetwenty.cli.lab;
