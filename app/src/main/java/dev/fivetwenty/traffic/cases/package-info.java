/// Tests of rules, as their operators write them: given requests, an expected decision.
package dev.fivetwenty.traffic.cases;
