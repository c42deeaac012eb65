/// Incidents as octets and back: JSON by the components of the records, deflated.
///
/// What was stored by an older version can be read for ever; what a newer one added is passed over.
package dev.fivetwenty.incident.codec;
