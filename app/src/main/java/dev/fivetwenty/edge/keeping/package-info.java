/// What is remembered of an exchange: to send a request again, and for the recorder, within bounds.
package dev.fivetwenty.edge.keeping;
