/// HAR files of our own attempts: what the origin really sent, byte-exact, also where it failed.
package dev.fivetwenty.doctor.capture;
