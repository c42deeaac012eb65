/// The server software that replies give away.
package dev.fivetwenty.doctor.software;
