/**
 * The exam for whoever judges cases: a number, a seed and options enter.
 *
 * <p>Cases leave, each with its label beside it.
 */
@NullMarked
package dev.afterimage.lab.exam;

import org.jspecify.annotations.NullMarked;
