/// What decides about requests before an origin is asked, made of a configuration.
package dev.fivetwenty.edge.filter;
