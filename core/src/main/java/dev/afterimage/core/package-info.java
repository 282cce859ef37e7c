// SPDX-License-Identifier: Apache-2.0
/**
 * The model and the analysis, one package per stage of the flow: {@code evidence}, {@code history},
 * {@code invocation}, {@code provenance}, {@code compare}, {@code content}, {@code contrast},
 * {@code diagnosis}. Files enter on the left; a diagnosis leaves on the right; nothing reads
 * against the flow.
 */
@NullMarked
package dev.afterimage.core;

import org.jspecify.annotations.NullMarked;
