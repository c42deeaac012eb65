package dev.fivetwenty.recorder;

/// A name of the configuration (a listener, a route, an origin) with its place in metrics.
///
/// Made by [Labels], once per name; never from what a peer sent.
///
/// @param index place in arrays, from 0, unique among labels of one kind
public record Label(int index, String name) {}
