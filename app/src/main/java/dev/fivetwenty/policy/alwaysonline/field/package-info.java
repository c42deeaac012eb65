/// The fields that decide about copies, read where they lie.
package dev.fivetwenty.policy.alwaysonline.field;
