package dev.fivetwenty.cli.ticket.account;

/// A question that was asked, and what came of it.
public record Told(String question, String answer) {}
