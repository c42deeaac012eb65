/// Why a CDN answers 520, asked by a whole examination, by one request, or of the bytes of a reply.
package dev.fivetwenty.cli.diagnose;
