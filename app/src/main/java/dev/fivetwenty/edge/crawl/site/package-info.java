/// What a site says of itself and of what there is: links in pages, style sheets and scripts, sitemaps, `robots.txt`.
/// All of it is somebody else's text, and bounded.
package dev.fivetwenty.edge.crawl.site;
