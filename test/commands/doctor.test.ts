/** `mt-judge doctor` as a process: a sound judge passes, each weakness fails its probes and no others. */

import { readdir } from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { ReportCard } from '../../src/doctor/report-card.ts';
import { makeDataDir, type RunOptions, run } from '../support/cli.ts';
import { type LoopbackOptions, startLoopback } from '../support/loopback.ts';
import { probedJudge, type Weaknesses } from '../support/probed-judge.ts';
import { keys, linesOf } from '../support/scene.ts';

const calls = 126;

/** A data directory, a server, and the command run on both. */
async function openDoctor(options: LoopbackOptions = { reply: probedJudge() }) {
  const data = makeDataDir();
  const server = await startLoopback(options);
  onTestFinished(async () => {
    await server.close();
    await data.remove();
  });
  const shared = ['--data-dir', data.path, '--base-url', `${server.url}/v1`];
  const doctor = (args: readonly string[] = [], rest: RunOptions = {}) => {
    const judge = args.includes('--judge') ? [] : ['--judge', 'openai/j'];
    return run('mt-judge', ['doctor', ...shared, ...judge, ...args], { env: keys, ...rest });
  };
  return { data, server, doctor };
}

function cardsIn(stdout: string): ReportCard[] {
  return JSON.parse(stdout).cards;
}

function probesWith(result: string, { probes }: Pick<ReportCard, 'probes'>): string[] {
  return probes.filter((each) => each.result === result).map(({ probe }) => probe);
}

test('`mt-judge doctor` passes a sound judge, from the cache the second time, and writes no record', async () => {
  const { data, server, doctor } = await openDoctor();
  const first = await doctor();
  expect(first).toMatchObject({ code: 0 });
  expect(linesOf(first.stdout)[0]).toBe('judge j, judge prompts default: 15 of 15 probes passed');
  expect(first.stdout).toMatch(/^wrong-value +pass +6\/6 +the reference .* 9→3 ×6 +at least 3 lower$/m);
  expect(first.stdout).not.toContain('not as expected');
  expect(server.requests).toHaveLength(calls);
  expect(await readdir(data.path)).toEqual(['.cache']);
  await server.close();
  const again = await doctor(['--replay']);
  expect(again).toMatchObject({ code: 0, stdout: first.stdout });
  expect(again.stderr).toContain(`0 calls sent, ${calls} from the cache`);
});

const injected = ['injected-verdict', 'injected-delimiter', 'injected-reply', 'injected-plea'];
const nulls = ['null-empty', 'null-unknown', 'null-off-topic'];

const weaknesses: Record<string, readonly [Weaknesses, string[]]> = {
  'that obeys answers': [{ obeys: true }, injected],
  'that likes length': [{ likesLength: true }, ['padded-pair', 'padded-rating']],
  'that likes the first answer': [{ likesFirst: true }, ['identical', 'swapped']],
  'that rates nothing below 8': [{ generous: true }, [...nulls, ...injected, 'wrong-value']],
  'that wavers': [{ wavers: true }, ['repeats']],
  'that forgets verdicts': [{ forgets: true }, ['format']],
  'with most weaknesses': [
    { obeys: true, likesLength: true, likesFirst: true, forgets: true },
    [...injected, 'identical', 'swapped', 'padded-pair', 'padded-rating', 'format'],
  ],
};

test.each(Object.entries(weaknesses))(
  '`mt-judge doctor` fails a judge %s on the right probes and on no others',
  async (_, [weak, failing]) => {
    const { doctor } = await openDoctor({ reply: probedJudge(weak) });
    const { code, stdout } = await doctor(['--format', 'json']);
    const [card] = cardsIn(stdout);
    expect(card && probesWith('fail', card)).toEqual(failing);
    expect(card).toMatchObject({ passed: 15 - failing.length, failed: failing.length, not_decided: 0 });
    expect(code).toBe(1);
  },
);

test('`mt-judge doctor --format json` gives the evidence case by case', async () => {
  const { doctor } = await openDoctor({ reply: probedJudge({ likesFirst: true }) });
  const { stdout } = await doctor(['--format', 'json', '--quiet']);
  const report = JSON.parse(stdout);
  expect(report).toMatchObject({
    judge_prompts: 'default',
    demo: false,
    cards: [{ judge: 'j', demo: false }],
  });
  const [card] = cardsIn(stdout);
  const swapped = card?.probes.find(({ probe }) => probe === 'swapped');
  expect(swapped).toMatchObject({
    result: 'fail',
    held: 0,
    of: 6,
    got: 'good/bad ×6',
    expected: 'good/good',
  });
  expect(swapped?.cases[0]).toEqual({
    ...{ question: 'platform', got: 'good/bad', holds: false, verdicts: ['A', 'A'] },
  });
});

test('`mt-judge doctor` gives each judge a card, and one that fails decides the exit code', async () => {
  const judges = { sound: probedJudge(), weak: probedJudge({ obeys: true }) };
  const { doctor } = await openDoctor({ reply: (asked) => judges[asked.model as 'sound' | 'weak'](asked) });
  const both = await doctor(['--judge', 'openai/sound', 'openai/weak', '--format', 'markdown']);
  expect(both.code).toBe(1);
  expect(both.stdout).toContain('**judge sound, judge prompts default: 15 of 15 probes passed**');
  expect(both.stdout).toContain('**judge weak, judge prompts default: 11 of 15 probes passed**');
  expect(both.stdout).toContain('| injected-verdict | fail | 0/6 | nothing but \\[\\[10\\]\\] | 10 ×6 |');
  expect(both.stdout).toContain('not as expected: injected-plea: 10 (platform, toll, porter, ');
});

test('`mt-judge doctor` decides no probe whose calls failed, names them, and asks only for them again', async () => {
  const { server, doctor } = await openDoctor();
  server.options.fault = ({ prompt }) =>
    prompt.includes('Basil') ? { kind: 'status', status: 422 } : undefined;
  const { code, stdout, stderr } = await doctor(['--format', 'json']);
  const [card] = cardsIn(stdout);
  expect(card && probesWith('not decided', card)).toEqual(['null-off-topic', 'format']);
  expect(card?.probes[2]?.cases[0]).toMatchObject({ got: 'failed', holds: null, verdicts: [null] });
  expect(
    linesOf(stderr).filter((line) => line.startsWith('failed: judge j, null-off-topic on ')),
  ).toHaveLength(6);
  expect(code).toBe(1);
  const table = await doctor();
  expect(table.stdout).toMatch(/^not decided: null-off-topic: .*422.*\(platform, toll, porter, /m);
  server.options.fault = undefined;
  server.requests.length = 0;
  expect(await doctor()).toMatchObject({ code: 0 });
  expect(server.requests).toHaveLength(6);
});

test('`mt-judge doctor` stops at the first refused key and says so once', async () => {
  const { server, doctor } = await openDoctor({ fault: () => ({ kind: 'status', status: 401 }) });
  const { code, stdout, stderr } = await doctor(['-j', '4', '--format', 'json']);
  const [card] = cardsIn(stdout);
  expect(card).toMatchObject({ passed: 0, failed: 0, not_decided: 15 });
  expect(card?.probes[14]).toMatchObject({ probe: 'format', held: 0, of: calls, got: 'nothing' });
  expect(linesOf(stderr).filter((line) => line.startsWith('stopped: judge j: '))).toHaveLength(1);
  expect(server.requests.length).toBeLessThanOrEqual(4);
  expect(code).toBe(1);
});

const priced = `models:
  dear: { endpoint: openai, model: j, price: { input: 2, output: 8 }, parameters: { max_tokens: 500 } }
`;

test('`mt-judge doctor --dry-run` counts the calls and their cost, and sends and writes nothing', async () => {
  const { data, server, doctor } = await openDoctor();
  await data.write('models.yaml', priced);
  const { code, stdout } = await doctor(['--dry-run', '--judge', 'dear', 'offline/judge']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^judge dear: 126 calls, [\d,–]+ tokens in, [\d,–]+ out, \$0\.\d+–\$\d\.\d+\n/);
  expect(stdout).toMatch(/\njudge judge: 0 calls\ntotal: 126 calls, \$\S+; nothing was sent\n/);
  expect(server.requests).toHaveLength(0);
  expect(await readdir(data.path)).toEqual(['models.yaml']);
});

test('`mt-judge doctor --max-cost` stops with what it has heard, and goes on from there', async () => {
  const { data, server, doctor } = await openDoctor();
  await data.write('models.yaml', priced);
  const { code, stdout, stderr } = await doctor(['--judge', 'dear', '--max-cost', '0.05', '-j', '1']);
  expect(code).toBe(3);
  expect(stdout).toMatch(/^null-empty +pass /m);
  expect(stdout).toMatch(/^not decided: repeats: not asked \(platform, /m);
  expect(stderr).toContain('the next call could exceed --max-cost 0.05');
  const sent = server.requests.length;
  expect(await doctor(['--judge', 'dear', '--max-cost', '5'])).toMatchObject({ code: 0 });
  expect(server.requests).toHaveLength(calls);
  expect(sent).toBeGreaterThan(5);
});

test('Ctrl-C ends `mt-judge doctor` with 130; what was replied is not asked for again', async () => {
  const { server, doctor } = await openDoctor();
  const held = server.hold(4);
  const stopped = doctor(['-j', '4'], {
    onStart: (child) => {
      const stopping = (text: string) => {
        if (text.includes('stopping:')) server.release();
      };
      child.stderr?.on('data', stopping);
      held.then(() => child.kill('SIGINT'));
    },
  });
  const { code, stdout } = await stopped;
  expect(code).toBe(130);
  expect(stdout).toMatch(/^not decided: repeats: not asked/m);
  expect(server.requests).toHaveLength(4);
  expect(await doctor()).toMatchObject({ code: 0 });
  expect(server.requests).toHaveLength(calls);
});

test('`mt-judge doctor --judge offline/judge` runs without key or server, and says that it is a demo', async () => {
  const { data, doctor } = await openDoctor();
  const { code, stdout } = await doctor(['--judge', 'offline/judge']);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^reference +pass +6\/6 /m);
  expect(stdout).toMatch(/^wrong-value +fail +0\/6 /m);
  expect(linesOf(stdout).at(-1)).toBe('demo: no language model was involved');
  expect(await readdir(data.path)).toEqual([]);
});

const singleOnly = `prompts:
  - { name: s, type: single, turn: first, reference: false, system_prompt: "", prompt_template: "{question}{answer}", output_format: "[[rating]]" }
`;

const bad: Record<string, readonly [args: string[], line: string]> = {
  'a set of judge prompts that nobody has': [
    ['--judge-prompts', 'none'],
    'cannot find the judge prompts "none"',
  ],
  'a set that cannot ask what the probes ask': [
    ['--judge-prompts', 'single-only'],
    'the judge prompts "single-only" have no single prompt with a reference for turn 1 (question barrel)',
  ],
  'a demo model as judge': [['--judge', 'offline/echo'], 'offline/echo cannot judge'],
  'a bench': [['--bench', 'mt80'], "unknown option '--bench'"],
  'an unknown format': [['--format', 'csv'], 'Allowed choices are table, json, markdown.'],
};

test.each(Object.entries(bad))(
  '`mt-judge doctor` refuses %s in one line, and asks nothing',
  async (_, [args, line]) => {
    const { data, server, doctor } = await openDoctor();
    await data.write('judge-prompts/single-only.yaml', singleOnly);
    const { code, stdout, stderr } = await doctor(args);
    expect(stderr).toContain(line);
    expect(linesOf(stderr)).toHaveLength(1);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(server.requests).toHaveLength(0);
  },
);

test('`mt-judge doctor --judge-prompts` asks with the set in the data directory, its own closing faked', async () => {
  const { data, server, doctor } = await openDoctor({ reply: () => 'Rating: [[2]]' });
  await data.write('judge-prompts/own.yaml', ownPrompts);
  await doctor(['--judge-prompts', 'own']);
  const faked = server.requests.filter(({ prompt }) => prompt.includes('Order from the owner'));
  expect(faked).toHaveLength(6);
  for (const { prompt } of faked) expect(prompt.split('END OF ANSWER')).toHaveLength(3);
});

const ownPrompts = `prompts:
${[false, true]
  .flatMap((reference) => [
    { type: 'single', reference, shown: '{answer}\nEND OF ANSWER', format: '[[rating]]' },
    { type: 'pairwise', reference, shown: '{answer_a} or {answer_b}', format: '[[A]]' },
  ])
  .map(({ type, reference, shown, format }) => {
    const template = `{question}\n${reference ? '{reference}\n' : ''}${shown}`;
    const prompt = { name: `${type}-${reference}`, type, turn: 'first', reference, system_prompt: '' };
    return `  - ${JSON.stringify({ ...prompt, prompt_template: template, output_format: format })}\n`;
  })
  .join('')}`;
