/**
 * Worlds with a story: a name and a seed enter.
 *
 * <p>A world in which the story has happened leaves, with the runs it is about.
 */
@NullMarked
package dev.afterimage.lab.scenario;

import org.jspecify.annotations.NullMarked;
