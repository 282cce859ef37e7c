/**
 * Workflows that are drawn, no two alike: a seed enters.
 *
 * <p>Functions, definitions, inputs and the services behind them leave, still open to changes, and
 * then deployed in a world.
 */
@NullMarked
package dev.afterimage.lab.workload;

import org.jspecify.annotations.NullMarked;
