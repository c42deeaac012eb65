/// What a compiled expression consists of, by the type of its value.
package dev.fivetwenty.rules.source;
