/// How often something may happen: exact counts on one node, in bounded memory.
package dev.fivetwenty.policy.ratelimit;
