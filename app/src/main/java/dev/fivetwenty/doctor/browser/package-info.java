/// A real browser asked for a page: Chromium without a window, on a profile of its own, watched over
/// the DevTools protocol. What it saw becomes entries of a HAR.
///
/// A browser repairs what it reads and hides half of the causes; what it shows is what a visitor got,
/// and stands beside what an attempt of our own proves.
package dev.fivetwenty.doctor.browser;
