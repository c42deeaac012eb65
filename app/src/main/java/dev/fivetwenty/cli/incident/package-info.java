/// What edges stored, asked for: the incident of a Ray ID, lists and groups, exports, and a recorded
/// request sent again. [dev.fivetwenty.cli.story] tells it.
package dev.fivetwenty.cli.incident;
