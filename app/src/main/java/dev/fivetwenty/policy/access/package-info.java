/// Who may connect at all, by address.
package dev.fivetwenty.policy.access;
