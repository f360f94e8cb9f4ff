/** `mt-judge run`: the files of the three commands, from judges that do not wait. */

import { expect, test } from 'vitest';
import { isJudged, runBoth, steadyReply, timelessFiles } from '../support/both-stages.ts';
import { type Run, sampleQuestions } from '../support/cli.ts';
import { openScene, type Scene } from '../support/scene.ts';

const answers = ['answers/small/m1.jsonl', 'answers/small/m2.jsonl'];
const single = [...answers, 'judgments/small/j_single.jsonl', 'judgments/small/k_single.jsonl'];
const pair = [...answers, 'judgments/small/j_pair.jsonl'];
const models = ['--model', 'openai/m1', 'openai/m2'];
const panel = ['--judge', 'openai/j', 'openai/k'];

/** The same work by the three commands, and the table that they end with. */
async function inStages(
  scene: Scene,
  { answering, judging, showing = [] }: Record<'answering' | 'judging', string[]> & { showing?: string[] },
): Promise<Run> {
  expect((await scene.run('gen-answers', answering)).code).toBe(0);
  expect((await scene.run('gen-judgment', judging)).code).toBe(0);
  return scene.show(showing);
}

test('`mt-judge run` makes the files and the table of the three commands, with as many calls', async () => {
  const [one, three] = [await openScene({ reply: steadyReply }), await openScene({ reply: steadyReply })];
  const flags = ['--num-choices', '2', '--repeats', '2'];
  const shown = await inStages(three, {
    answering: [...models, ...flags.slice(0, 2)],
    judging: [...panel, ...flags.slice(2)],
  });
  const ran = await runBoth(one, [...models, ...panel, ...flags, '-j', '3']);
  expect(ran).toMatchObject({ code: 0, stdout: shown.stdout });
  expect(await timelessFiles(one, single)).toEqual(await timelessFiles(three, single));
  expect(one.server.requests).toHaveLength(three.server.requests.length);
  expect(await one.data.records('judgments/small/j_single.jsonl')).toHaveLength(4 * 2 * 2 * 2 * 2);
  one.server.requests.length = 0;
  const again = await runBoth(one, [...models, ...panel, ...flags]);
  expect(again).toMatchObject({ code: 0, stdout: shown.stdout });
  expect(one.server.requests).toEqual([]);
});

for (const mode of [
  ['--mode', 'pairwise-all'],
  ['--mode', 'pairwise-baseline', '--baseline', 'm2'],
]) {
  test(`\`mt-judge run ${mode.join(' ')}\` makes the files and the table of the three commands`, async () => {
    const [one, three] = [await openScene({ reply: steadyReply }), await openScene({ reply: steadyReply })];
    const judging = ['--judge', 'openai/j', ...mode];
    const shown = await inStages(three, { answering: models, judging, showing: mode });
    expect(await runBoth(one, [...models, ...judging])).toMatchObject({ code: 0, stdout: shown.stdout });
    expect(await timelessFiles(one, pair)).toEqual(await timelessFiles(three, pair));
    expect(one.server.requests).toHaveLength(three.server.requests.length);
  });
}

test('the demo models and the demo judge make the same files both ways', async () => {
  const [one, three] = [await openScene(), await openScene()];
  const demo = ['--model', 'offline/reference', 'offline/terse'];
  const judging = ['--judge', 'offline/judge'];
  const shown = await inStages(three, { answering: demo, judging });
  expect(await runBoth(one, [...demo, ...judging])).toMatchObject({ code: 0, stdout: shown.stdout });
  const files = ['answers/small/terse.jsonl', 'judgments/small/judge_single.jsonl'];
  expect(await timelessFiles(one, files)).toEqual(await timelessFiles(three, files));
});

for (const [what, args, judged] of [
  ['an answer', ['--judge', 'openai/j'], 'sample question 1'],
  ['a pair of answers', ['--judge', 'openai/j', '--mode', 'pairwise-all'], 'sample question 1'],
] as const) {
  test(`a judge starts on ${what} while another question has none yet`, async () => {
    const seen = { judged: false };
    const scene = await openScene({
      questions: sampleQuestions(2),
      reply: steadyReply,
      // The second question is not answered before the first has been judged.
      fault: (asked) => {
        if (isJudged(asked)) seen.judged ||= asked.prompt.toLowerCase().includes(judged);
        else if (asked.prompt.includes('question 2') && !seen.judged) return { kind: 'status', status: 503 };
        return undefined;
      },
    });
    const ran = await runBoth(scene, [...models, ...args, '-j', '4', '--max-retries', '3']);
    expect(ran.code).toBe(0);
    const first = scene.server.answered.find(isJudged);
    expect(first?.prompt).toContain('question 1');
  });
}

test('a failed answer leaves its matches unjudged and missing, and the next run makes them', async () => {
  const scene = await openScene({
    reply: steadyReply,
    fault: ({ model, prompt }) =>
      model === 'm1' && prompt.includes('question 2') ? { kind: 'status', status: 400 } : undefined,
  });
  const args = [...models, '--judge', 'openai/j', '--mode', 'pairwise-all'];
  const ran = await runBoth(scene, args);
  expect(ran.code).toBe(1);
  expect(ran.stderr).toContain('not judged: m1: no answer: question 2\n');
  expect(ran.stderr).toContain('m1: 3 answers written, 0 kept, 1 failed (bad request)');
  expect(ran.stderr).toContain('judge j: 6 judgments written, 0 kept;');
  expect(ran.stdout).toContain('bench small, mode pairwise');
  expect(ran.stderr).toMatch(/^next: mt-judge run --bench small .* --mode pairwise-all$/m);
  scene.server.options.fault = undefined;
  scene.server.requests.length = 0;
  expect((await runBoth(scene, args)).code).toBe(0);
  expect(scene.server.requests).toHaveLength(2 + 4);
  expect(await scene.data.records('judgments/small/j_pair.jsonl')).toHaveLength(8);
});

test('a model without a key ends alone: the others are answered, judged and shown', async () => {
  const scene = await openScene({
    reply: steadyReply,
    fault: ({ model }) => (model === 'm1' ? { kind: 'status', status: 401 } : undefined),
  });
  const ran = await runBoth(scene, [...models, '--judge', 'openai/j', '-j', '1']);
  expect(ran.code).toBe(1);
  expect(ran.stderr).toContain('m1: 0 answers written, 0 kept, 1 failed (auth), 3 not begun;');
  expect(ran.stderr).toContain('not judged: m1: no answer: questions 1, 2, 3, 4\n');
  expect(ran.stderr).toContain('judge j: 8 judgments written, 0 kept,');
  expect(ran.stdout).toMatch(/^m2 /m);
});

test('a judge without a key ends alone: answers are written, and no table is shown', async () => {
  const scene = await openScene({
    reply: steadyReply,
    fault: (asked) => (isJudged(asked) ? { kind: 'status', status: 401 } : undefined),
  });
  const ran = await runBoth(scene, [...models, '--judge', 'openai/j', '-j', '2']);
  expect(ran).toMatchObject({ code: 1, stdout: '' });
  expect(ran.stderr).toMatch(/^judge j: 0 judgments written, 0 kept, \d failed \(auth\), \d+ not begun/m);
  for (const file of answers) expect(await scene.data.records(file)).toHaveLength(4);
});

test('answers on disk are judged beside those of the run only where `--model-list` or `--baseline` names them', async () => {
  const scene = await openScene({ reply: steadyReply });
  expect((await scene.run('gen-answers', ['--model', 'openai/m1', 'openai/m2'])).code).toBe(0);
  const judged = async (file: string) => {
    const rows = await scene.data.records(file);
    return [...new Set(rows.flatMap(({ model, model_1, model_2 }) => [model ?? `${model_1} ${model_2}`]))];
  };
  const args = ['--model', 'openai/m3', '--judge', 'openai/j'];
  expect((await runBoth(scene, args)).code).toBe(0);
  expect(await judged('judgments/small/j_single.jsonl')).toEqual(['m3']);
  expect((await runBoth(scene, [...args, '--model-list', 'm1'])).code).toBe(0);
  expect(await judged('judgments/small/j_single.jsonl')).toEqual(['m1', 'm3']);
  expect((await runBoth(scene, [...args, '--mode', 'pairwise-baseline', '--baseline', 'm2'])).code).toBe(0);
  expect(await judged('judgments/small/j_pair.jsonl')).toEqual(['m2 m3']);
});
