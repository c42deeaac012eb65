/// What is to be asked of an origin, within which budget, and what an attempt amounts to.
package dev.fivetwenty.doctor.asking;
