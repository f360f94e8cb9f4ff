/**
 * The product and lm-evaluation-harness 0.4.13 ask the same server for the same rows: what they ask, and what figures they come
 * to. MT_JUDGE_LM_EVAL_ITEMS says how many rows of each benchmark, 200 unless given. docs/benchmarks.md names the differences.
 */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { math } from '../../../src/judges/graders/math/math.ts';
import { createMathVerify } from '../../../src/judges/graders/math/math-verify.ts';
import { goldenAreHere, readShared } from '../../support/graders.ts';
import { arcScene, hellaswagScene, mmluScene } from './choice-scenes.ts';
import { humanevalScene, mbppScene } from './code-scenes.ts';
import { type Harness, type HarnessResults, installHarness, runHarness } from './harness.ts';
import { type RuleModel, type SeenRequest, startRuleModel } from './model-rule.ts';
import { askScene, gradeScene, importScene } from './ours.ts';
import type { Scene } from './scene.ts';
import { gsm8kCotScene, gsm8kScene, hendrycksScene, ifevalScene, minervaScene } from './scenes.ts';

const wanted = process.env.MT_JUDGE_SOAK === '1' && goldenAreHere;
const items = Number(process.env.MT_JUDGE_LM_EVAL_ITEMS ?? 200);
const runMs = 1_800_000;

const installed = wanted ? await installHarness() : 'not asked for: npm run soak -- lm-eval';
if (typeof installed === 'string') process.stderr.write(`skipped, lm-eval 0.4.13: ${installed}\n`);

/** One run of both tools over several benchmarks. */
interface Both {
  scenes: readonly Scene[];
  theirs: HarnessResults;
  theirRequests: readonly SeenRequest[];
  ours: ReadonlyMap<string, HarnessResults>;
  ourRequests: ReadonlyMap<string, readonly SeenRequest[]>;
}

const layouts = [
  { name: 'shots in one message', theirs: ['--fewshot_as_multiturn', 'False'], ours: [] },
  { name: 'shots as turns', theirs: [], ours: ['--fewshot-as-multiturn'] },
];

describe.skipIf(typeof installed === 'string').each(layouts)('replies to chats, $name', (layout) => {
  let both: Both;
  beforeAll(async () => {
    const make = [
      gsm8kScene,
      gsm8kCotScene,
      minervaScene,
      hendrycksScene,
      ifevalScene,
      humanevalScene,
      mbppScene,
    ];
    const scenes = (own: (path: string) => string) => [
      ...make.map((scene) => scene(items, own)),
      mmluScene(items, own, 'generate'),
    ];
    both = await runBoth({ scenes, flags: layout, model: 'local-chat-completions' });
  }, runMs);

  test('every prompt is the same, but for where a description stands', () => {
    for (const [bench, requests] of both.ourRequests) {
      const ours = requests.map(({ body }) => textOf(body)).sort();
      const theirs = new Set(both.theirRequests.map(({ body }) => textOf(body)));
      expect(ours.filter((text) => !theirs.has(text)).slice(0, 1), bench).toEqual([]);
    }
    const all = [...both.ourRequests.values()].flat();
    expect(all.map(({ body }) => textOf(body)).sort()).toEqual(
      both.theirRequests.map(({ body }) => textOf(body)).sort(),
    );
  });

  test('all else is the same, but for a seed that lm-eval sends, and that we say that nothing is streamed', () => {
    const ours = [...both.ourRequests.values()].flat().map(({ body: { stream, ...body } }) => {
      expect(stream).toBe(false);
      return restOf(body);
    });
    const theirs = both.theirRequests.map(({ body: { seed, ...body } }) => {
      expect(seed).toBe(1234);
      return restOf(body);
    });
    expect(countsOf(ours)).toEqual(countsOf(theirs));
  });

  test('figures and standard errors are the same', () => compareFigures(both));
});

describe.skipIf(typeof installed === 'string')('log-probabilities of options', () => {
  let both: Both;
  beforeAll(async () => {
    const scenes = (own: (path: string) => string) => [
      arcScene(items, own),
      hellaswagScene(items, own),
      mmluScene(items, own, 'loglikelihood'),
    ];
    both = await runBoth({ scenes, flags: { theirs: [], ours: [] }, model: 'local-completions' });
  }, runMs);

  test('every prompt with its option is the same, and all else but for a seed that lm-eval sends', () => {
    const ours = [...both.ourRequests.values()].flat().flatMap(({ body: { stream, ...body } }) => {
      expect(stream).toBe(false);
      return promptsOf(body);
    });
    const theirs = both.theirRequests.flatMap(({ body: { seed, ...body } }) => {
      expect(seed).toBe(1234);
      return promptsOf(body);
    });
    // One request of two prompts of each bench finds out whether the server can do it.
    const known = new Set(theirs);
    expect(ours.filter((text) => !known.has(text))).toHaveLength(2 * both.scenes.length);
    expect(countsOf(ours.filter((text) => known.has(text)))).toEqual(countsOf(theirs));
  });

  test('figures and standard errors are the same', () => compareFigures(both));
});

describe.skipIf(typeof installed === 'string')('Math-Verify 0.9.0', () => {
  test('math agrees with it on at least 97 % of the golden cases', async () => {
    const oracle = createMathVerify((installed as Harness).python);
    const cases = readShared<{ id: string; item: { answer: string }; response: string }>('golden/math.jsonl');
    const differing: string[] = [];
    for (const { id, item, response } of cases) {
      const question = { question_id: id, turns: [''], target: item.answer };
      const grades = await Promise.all([math, oracle].map((grader) => grader.grade({ question, response })));
      const [ours, theirs] = grades.map((grade) => (grade.kind === 'graded' ? grade.score : 0));
      if (ours !== theirs) differing.push(id);
    }
    await oracle.close?.();
    process.stdout.write(`differing: ${differing.join(', ')}\n`);
    expect(1 - differing.length / cases.length).toBeGreaterThanOrEqual(0.97);
  }, 600_000);
});

afterAll(() => (typeof installed === 'string' ? undefined : installed.remove()));

interface Runs {
  scenes: (own: (path: string) => string) => readonly Scene[];
  flags: { theirs: readonly string[]; ours: readonly string[] };
  model: 'local-chat-completions' | 'local-completions';
}

async function runBoth({ scenes: make, flags, model }: Runs): Promise<Both> {
  const harness = installed as Harness;
  const scenes = make((path) => join(harness.tasks, path));
  const folder = await mkdtemp(join(tmpdir(), 'mt-judge-both-'));
  const server = await startRuleModel(new Map(scenes.flatMap(({ replies }) => replies)));
  try {
    const ours = new Map<string, HarnessResults>();
    const ourRequests = new Map<string, readonly SeenRequest[]>();
    for (const scene of scenes) {
      const ourRun = { harness, folder, url: server.url, flags: flags.ours };
      await importScene(scene, ourRun);
      await askScene(scene, ourRun);
      ourRequests.set(scene.bench, server.takeRequests());
      ours.set(scene.bench, await gradeScene(scene, folder));
    }
    const theirs = await theirRun({ harness, scenes, folder, server, flags: flags.theirs, model });
    return { scenes, theirs, theirRequests: server.takeRequests(), ours, ourRequests };
  } finally {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function theirRun(run: {
  harness: Harness;
  scenes: readonly Scene[];
  folder: string;
  server: RuleModel;
  flags: readonly string[];
  model: 'local-chat-completions' | 'local-completions';
}): Promise<HarnessResults> {
  const { harness, scenes, folder, server, flags, model } = run;
  const tasks = scenes.flatMap((scene) => scene.tasks((name) => join(folder, 'data', scene.bench, name)));
  const groups = tasks.filter(({ group }) => group !== undefined);
  const within = new Set(groups.flatMap(({ task }) => task as string[]));
  const alone = tasks.filter(({ group, task }) => group === undefined && !within.has(String(task)));
  const names = [...groups.map(({ group }) => String(group)), ...alone.map(({ task }) => String(task))];
  const chat = model === 'local-chat-completions';
  const url = `${server.url}/v1/${chat ? 'chat/' : ''}completions`;
  const template = chat ? ['--apply_chat_template'] : [];
  return runHarness(harness, { model, url, tasks, names, folder, flags: [...template, ...flags] });
}

/** Each figure that ours prints is theirs. */
function compareFigures({ theirs, ours }: Both): void {
  let compared = 0;
  for (const { results } of ours.values()) {
    for (const [task, figures] of Object.entries(results)) {
      const other = theirs.results[`local_${task}`];
      if (!other) {
        // Groups of a group, such as mmlu_stem, are not made here.
        expect(task).toMatch(/^(?:mmlu_)?(?:stem|humanities|social[ _]sciences|other)$/);
        continue;
      }
      for (const [name, value] of Object.entries(figures).filter(([key]) => key.includes(','))) {
        if (typeof value === 'number') expect(other[name], `${task} ${name}`).toBeCloseTo(value, 12);
        else expect(other[name], `${task} ${name}`).toBe(value);
        compared += 1;
      }
    }
  }
  expect(compared).toBeGreaterThan(0);
}

/** What a chat says, wherever a description stands: lm-eval sends it as a system message. */
function textOf({ messages }: SeenRequest['body']): string {
  const [first, second, ...rest] = messages.map(({ role, content }: Record<string, string>) => ({
    role,
    content,
  }));
  const joined =
    first.role === 'system' ? [{ role: 'user', content: first.content + second.content }, ...rest] : messages;
  return JSON.stringify(joined.map(({ role, content }: Record<string, string>) => [role, content]));
}

/** What is asked beside the messages. Without stop strings lm-eval sends an empty list. */
function restOf({ messages, stop = [], ...rest }: SeenRequest['body']): string {
  return JSON.stringify({ ...rest, stop }, Object.keys({ ...rest, stop }).sort());
}

/** How often each text is there: a list would print thousands of lines. */
function countsOf(texts: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const text of [...texts].sort()) counts[text] = (counts[text] ?? 0) + 1;
  return counts;
}

function promptsOf({ prompt, ...rest }: SeenRequest['body']): string[] {
  const others = JSON.stringify(rest, Object.keys(rest).sort());
  return [prompt].flat().map((text) => `${text}\n${others}`);
}
