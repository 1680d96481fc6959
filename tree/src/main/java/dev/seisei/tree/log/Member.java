package dev.seisei.tree.log;

/// One member of a cluster.
///
/// @param address `host:port` at which others reach it; empty where there are no others
/// @param learner follows without a vote
public record Member(MemberId id, String address, boolean learner) {}
