/// What a scenario is: its name, what it answers whom, where it is found, and how it is played.
package dev.fivetwenty.lab.scenario;
