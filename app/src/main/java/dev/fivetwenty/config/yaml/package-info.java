/// `edge.yaml`: what its keys mean, what they are where nothing is said, and how they are written.
package dev.fivetwenty.config.yaml;
