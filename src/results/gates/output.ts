/** Gates for CI systems: JUnit, GitHub's job summary and its annotations. */

import { plainLine } from '../../plain-text.ts';
import { type JunitCase, renderJunit } from '../render/junit.ts';
import { renderMarkdownTable } from '../render/markdown.ts';
import type { Gate } from './gates.ts';

/** One suite a model: its figure as a test that cannot fail, and a test for each of its gates. */
export function renderGatesJunit({
  bench,
  figures,
  gates,
  notes,
}: {
  bench: string;
  /** The average, win rate or accuracy of each model in words. */
  figures: readonly { model: string; name: string; text: string }[];
  gates: readonly Gate[];
  notes: readonly string[];
}): string {
  const models = [...new Set([...figures, ...gates].map(({ model }) => model))];
  return renderJunit({
    name: `mt-judge show-results: ${bench}`,
    suites: models.map((model) => ({
      name: model,
      cases: [
        ...figures
          .filter((each) => each.model === model)
          .map(({ name, text }): JunitCase => ({ className: bench, name, outcome: 'passed', text })),
        ...gates
          .filter((each) => each.model === model)
          .map(
            ({ name, missed, text }): JunitCase => ({
              className: bench,
              name,
              outcome: missed ? 'failed' : 'passed',
              text,
            }),
          ),
      ],
    })),
    notes,
  });
}

/** The page in Markdown with a table of the gates behind it, where there are any. */
export function githubSummary(markdown: string, gates: readonly Gate[]): string {
  if (gates.length === 0) return markdown;
  const table = renderMarkdownTable({
    head: ['gate', 'result', 'figure'],
    rows: gates.map(({ model, name, missed, text }) => [
      `${model}: ${name}`,
      missed ? 'missed' : 'met',
      text,
    ]),
  });
  return `${markdown}\n${table}\n`;
}

/**
 * A line as a workflow command, which GitHub's runner shows as an annotation: `::error title=…::…`. The runner reads
 * them from stdout and stderr alike (actions/runner, ScriptHandler.cs). `%`, line breaks, and in a title `:` and `,`, are
 * written as escapes.
 */
export function githubAnnotation(
  kind: 'error' | 'warning',
  { title, text }: { title: string; text: string },
) {
  const data = plainLine(text, 1000).replaceAll('%', '%25');
  const property = plainLine(title).replaceAll('%', '%25').replaceAll(':', '%3A').replaceAll(',', '%2C');
  return `::${kind} title=${property}::${data}`;
}
