/// From the tree of an expression to evaluators, which make no garbage for what rules mostly ask.
package dev.fivetwenty.rules.eval;
