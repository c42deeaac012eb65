/// Takes out of messages what could be secret before anything is shown, stored or exported.
///
/// Everything goes by lists of what is known to be harmless. In bytes a secret is covered in place,
/// same length, framing untouched, so that the judge says the same of them; in structured output a
/// token stands for it. The only place that knows which names are harmless.
package dev.fivetwenty.sanitise;
