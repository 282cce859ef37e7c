/**
 * Thousands of runs of one workflow over weeks: a number, a time and a seed enter.
 *
 * <p>Exports of logs leave, as lines of JSON per day, and what was hidden in them.
 */
@NullMarked
package dev.afterimage.lab.traffic;

import org.jspecify.annotations.NullMarked;
