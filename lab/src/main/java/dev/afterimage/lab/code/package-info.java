/**
 * What simulated functions do: programs of small steps enter, over a view of their process.
 *
 * <p>Log lines in the style of a language and a library leave, and results, errors, exits.
 */
@NullMarked
package dev.afterimage.lab.code;

import org.jspecify.annotations.NullMarked;
