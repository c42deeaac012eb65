/// The scenarios there are, a file for each way to fail.
package dev.fivetwenty.lab.repertoire;
