// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.html;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;

/** The compiled templates of one package; what they write is harmless, whatever they are given. */
public final class Templates {
  private final TemplateEngine engine;

  /** Finds the templates that a build has compiled into a package. */
  public Templates(ClassLoader loader, String packageName) {
    this.engine = TemplateEngine.createPrecompiled(null, ContentType.Html, loader, packageName);
  }

  /**
   * Renders a template.
   *
   * @param model what the template reads: its one parameter
   */
  public String render(String template, Object model) {
    SafeOutput output = new SafeOutput();
    engine.render(template, model, output);
    return output.toString();
  }
}
