/// The probes of the doctor, a file each: one question, few requests, its own answer.
package dev.fivetwenty.doctor.probe;
