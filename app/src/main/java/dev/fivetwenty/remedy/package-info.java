/// What to do about a cause: reads the pages in `docs/causes`, which are packed into the program.
///
/// The pages are the only place where remedies are written down.
package dev.fivetwenty.remedy;
