/// From the recorder to the store: what comes is sanitised here, and nowhere stored before.
package dev.fivetwenty.incident.intake;
