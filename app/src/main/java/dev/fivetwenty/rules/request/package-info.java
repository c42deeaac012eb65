/// The request, and its response once there is one, as expressions see them.
package dev.fivetwenty.rules.request;
