/// What the edge is told to do: `edge.yaml` and the command line, as one immutable value.
///
/// Records only; [dev.fivetwenty.config.yaml.EdgeYaml] reads and writes them. They name files and addresses and
/// open neither: who uses a certificate, a socket or a resolver does so. Everything has a value, the default where
/// nothing was said, so that no reader of a record decides a default again.
///
/// The room is large because there is a record for each block of the file.
package dev.fivetwenty.config;
