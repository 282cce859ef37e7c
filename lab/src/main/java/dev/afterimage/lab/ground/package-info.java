/**
 * What every part of a simulated account stands on: its site, clock, chance, logs and metrics.
 *
 * <p>Nothing enters; parts of the world take it along.
 */
@NullMarked
package dev.afterimage.lab.ground;

import org.jspecify.annotations.NullMarked;
