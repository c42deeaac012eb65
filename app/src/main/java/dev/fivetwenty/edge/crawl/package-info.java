/// Asks for pages that nobody asked for lately, so that Always Online has copies of them, too.
///
/// Each route that wants it has a crawl of its own, on a virtual thread: a round at a time, one request at a time.
/// Requests take the way to the origins that visitors' requests take, and the copies are taken by the very
/// code that takes them of visitors' replies; so nothing is kept here that would not be kept there.
///
/// No host is asked for but those that the configuration names, and nothing is connected to but the routes'
/// origins. What a site says in pages, style sheets, sitemaps and `robots.txt` is bounded in all respects.
package dev.fivetwenty.edge.crawl;
