// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.line;

import java.util.List;

/**
 * One statement of a source text.
 *
 * @param number the line it begins on, counted from 1
 * @param last the line it ends on
 * @param bare its code without comments, the content of strings blanked
 * @param atImport whether it runs once per process: outside of every function
 * @param scope names of the functions and classes around it, outermost first
 */
record CodeLine(int number, int last, String bare, boolean atImport, List<String> scope) {
  CodeLine {
    scope = List.copyOf(scope);
  }

  boolean isWithin(List<String> outer) {
    return scope.size() >= outer.size() && scope.subList(0, outer.size()).equals(outer);
  }
}
