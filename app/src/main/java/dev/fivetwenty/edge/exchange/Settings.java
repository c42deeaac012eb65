package dev.fivetwenty.edge.exchange;

import dev.fivetwenty.cause.Presentation;
import dev.fivetwenty.config.ClientTimeouts;
import dev.fivetwenty.edge.filter.Filter;
import dev.fivetwenty.edge.route.RouteTable;
import dev.fivetwenty.policy.errorpage.ErrorPages;
import dev.fivetwenty.rules.value.Address;
import dev.fivetwenty.wire.Profile;
import java.util.function.Predicate;

/// What exchanges are done by. Immutable: a reload makes another one, which exchanges that begin
/// later use.
///
/// @param origins    rules, limits and timeouts towards origins
/// @param requests   rules and limits for requests, see [dev.fivetwenty.wire.RequestReader#strictly]
/// @param mostBody   bytes of a request's content
/// @param mostHeads  bytes of memory for large heads of requests, of one event loop
/// @param detailsTo  peers that may see the details of `Proxy-Status`
/// @param site       suffix of Ray IDs
/// @param edgePaths  the edge answers `/.edge/` itself
public record Settings(
    RouteTable routes,
    Profile origins,
    Profile requests,
    long mostBody,
    long mostHeads,
    ClientTimeouts timeouts,
    Presentation presentation,
    ErrorPages pages,
    Filter filter,
    Predicate<Address> detailsTo,
    String site,
    boolean edgePaths) {}
