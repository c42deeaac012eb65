/// The word that was probably meant.
package dev.fivetwenty.spelling;
