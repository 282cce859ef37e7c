/**
 * AWS Lambda: functions with their code enter, and requests to invoke them.
 *
 * <p>Sandboxes live and die; results, refusals, log lines, metrics and the API's answers leave.
 */
@NullMarked
package dev.afterimage.lab.lambda;

import org.jspecify.annotations.NullMarked;
