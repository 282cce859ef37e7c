// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.export;

import dev.afterimage.core.CaseFile;
import dev.afterimage.core.diagnosis.Diagnosis;
import dev.afterimage.core.history.ErrorText;
import dev.afterimage.core.history.EventType;
import dev.afterimage.core.history.Run;
import dev.afterimage.core.history.Step;
import dev.afterimage.report.Moments;
import dev.afterimage.report.Names;
import dev.afterimage.report.Safe;
import dev.afterimage.report.Story;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Runs as JUnit XML, which CI systems show: a suite for each run, a test case for each step. */
public final class JunitExport {
  private final XMLStreamWriter xml;

  private JunitExport(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /** Returns the test results of the runs under question. */
  public static String write(List<CaseFile.Examination> examinations) {
    StringWriter out = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(out);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("testsuites");
      JunitExport export = new JunitExport(xml);
      for (CaseFile.Examination examination : examinations) {
        export.suite(examination.diagnosis());
      }
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("XML can always be written into memory", e);
    }
    return out.append('\n').toString();
  }

  private void suite(Diagnosis diagnosis) throws XMLStreamException {
    Run run = diagnosis.subject().b().run();
    List<Step> steps = run.steps().stream().filter(JunitExport::isLeaf).toList();
    xml.writeStartElement("testsuite");
    attribute("name", run.identity().stateMachine() + " " + Story.label(run));
    long failed = steps.stream().filter(JunitExport::isFailed).count();
    boolean runFailed = failed == 0 && run.status().isUnsuccessful();
    boolean whole = steps.isEmpty() || runFailed;
    attribute("tests", String.valueOf(steps.size() + (whole ? 1 : 0)));
    attribute("failures", String.valueOf(failed + (runFailed ? 1 : 0)));
    attribute("errors", "0");
    attribute("skipped", String.valueOf(steps.stream().filter(JunitExport::isCut).count()));
    attribute("timestamp", Moments.utc(run.times().start()).substring(0, 19));
    attribute("time", seconds(run.times().start(), run.lastMoment()));
    properties(diagnosis);
    for (Step step : steps) {
      step(step, run);
    }
    if (whole) {
      whole(run);
    }
    xml.writeStartElement("system-out");
    xml.writeCharacters(Safe.line(new Story(diagnosis).causeFinding()));
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private void properties(Diagnosis diagnosis) throws XMLStreamException {
    xml.writeStartElement("properties");
    property("images", Names.of(diagnosis.provenance().verdict()));
    property("rootCause", diagnosis.rootCause().map(root -> root.hypothesis().id()).orElse("none"));
    property(
        "verdict",
        diagnosis.rootCause().map(r -> Names.of(r.hypothesis().verdict())).orElse("none"));
    xml.writeEndElement();
  }

  private void property(String name, String value) throws XMLStreamException {
    xml.writeEmptyElement("property");
    attribute("name", name);
    attribute("value", value);
  }

  private void step(Step step, Run run) throws XMLStreamException {
    Instant left = step.span().left().orElse(run.lastMoment());
    testCase(run, step.path(), seconds(step.span().entered(), left));
    if (isFailed(step)) {
      failure(step.end().error(), step.end().cause());
    } else if (isCut(step)) {
      xml.writeEmptyElement("skipped");
      attribute("message", step.end().status().name().toLowerCase(Locale.ROOT));
    }
    xml.writeEndElement();
  }

  /** A run can fail outside of any step, or before it entered one. */
  private void whole(Run run) throws XMLStreamException {
    testCase(run, "the execution", seconds(run.times().start(), run.lastMoment()));
    if (run.status().isUnsuccessful()) {
      failure(run.end().error().or(() -> Optional.of(run.status().name())), run.end().cause());
    }
    xml.writeEndElement();
  }

  private void testCase(Run run, String name, String time) throws XMLStreamException {
    xml.writeStartElement("testcase");
    attribute("classname", run.identity().stateMachine());
    attribute("name", name);
    attribute("time", time);
  }

  private void failure(Optional<String> error, Optional<String> cause) throws XMLStreamException {
    ErrorText text = ErrorText.of(cause);
    xml.writeStartElement("failure");
    attribute("type", error.orElse("unknown"));
    attribute("message", text.message());
    xml.writeCharacters(Safe.line(text.cause()));
    xml.writeEndElement();
  }

  /** What XML cannot hold, a line of a log can. */
  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, Safe.line(value));
  }

  private static boolean isLeaf(Step step) {
    return step.id().type() != EventType.Subject.MAP_STATE
        && step.id().type() != EventType.Subject.PARALLEL_STATE;
  }

  private static boolean isFailed(Step step) {
    Step.Status status = step.end().status();
    return status == Step.Status.FAILED || status == Step.Status.TIMED_OUT;
  }

  private static boolean isCut(Step step) {
    Step.Status status = step.end().status();
    return status == Step.Status.ABORTED || status == Step.Status.OPEN;
  }

  private static String seconds(Instant from, Instant to) {
    return String.format(Locale.ROOT, "%.3f", Duration.between(from, to).toMillis() / 1000.0);
  }
}
