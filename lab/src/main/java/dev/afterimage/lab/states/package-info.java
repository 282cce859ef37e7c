/**
 * AWS Step Functions: state machines and requests to run them enter.
 *
 * <p>Executions run on the virtual clock; histories, vended logs and the API's answers leave.
 */
@NullMarked
package dev.afterimage.lab.states;

import org.jspecify.annotations.NullMarked;
