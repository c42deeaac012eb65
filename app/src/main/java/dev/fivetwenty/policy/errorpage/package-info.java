/// The answers that the edge makes itself: what a visitor, a program and an operator are told when
/// there is nothing of the origin to pass on.
///
/// Everything here is a pure function of a [Failure] and the `Accept` of the request. A failure
/// knows the cause and never the evidence, so no byte, address or measurement of an origin can
/// reach a page. The words stand in one file for each language; the pages are templates with
/// tokens such as `::RAY_ID::`, and those of operators work exactly like ours.
///
/// There is no template library: the tokens must be ours whatever renders them, the pages have
/// no loops or conditions, and a library costs start-up time or a build plugin. What is left is
/// copying a list of byte arrays, see [Template].
package dev.fivetwenty.policy.errorpage;
