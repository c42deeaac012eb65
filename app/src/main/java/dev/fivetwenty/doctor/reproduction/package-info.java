/// The commands that show a fault again.
package dev.fivetwenty.doctor.reproduction;
