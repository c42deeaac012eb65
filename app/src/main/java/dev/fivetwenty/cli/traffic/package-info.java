/// What the commands that replay logs print.
package dev.fivetwenty.cli.traffic;
