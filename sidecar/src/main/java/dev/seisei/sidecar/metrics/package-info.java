/// What operators count: Micrometer's registry and its text for Prometheus.
///
/// Knows who can be counted by what they are given; start at [dev.seisei.sidecar.metrics.Metrics].
@NullMarked
package dev.seisei.sidecar.metrics;

import org.jspecify.annotations.NullMarked;
