/// The values that expressions are about: texts where they lie, addresses and sets of them.
package dev.fivetwenty.rules.value;
