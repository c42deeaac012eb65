/// Takes out of a HAR what could be secret: whatever is not known to be harmless.
///
/// Goes by the structure of what it finds (fields, cookies, URLs, JSON, forms, XML, messages, raw
/// evidence), never by searching text. A token stands for each value, so that equal values stay equal and
/// lengths stay known. What was written is scanned again for the forms of known secrets.
package dev.fivetwenty.har.sanitise;
