/** A bug in one model's or judge's work leaves the others' work done, and is the error of the report. */

import { expect, test } from 'vitest';
import { withDefaults } from '../../../src/api/settings.ts';
import type { Client } from '../../../src/client/client.ts';
import { createMeter } from '../../../src/client/meter.ts';
import type { ResolvedJudge } from '../../../src/generate/judgments/open-judges.ts';
import { singleMode } from '../../../src/generate/judgments/single.ts';
import { runJobs } from '../../../src/generate/pipeline/run-jobs.ts';
import { createRuntime } from '../../../src/generate/runtime.ts';
import { programJudge } from '../../../src/judges/program.ts';
import { resolveModel } from '../../../src/providers/resolve-model.ts';
import type { Question } from '../../../src/records/question.ts';
import { makeDataDir, sampleQuestions } from '../../support/cli.ts';

const bug = new TypeError('cannot read properties of undefined');
const call = {
  sent: { endpoint: 'openai', model: 'm', parameters: {} },
  finish_reason: 'stop' as const,
  latency_ms: 0,
  attempts: 1,
};
const answering: Client = { ask: async () => ({ text: 'An answer.', call }) };
const struck: Client = { ask: () => Promise.reject(bug) };

function judgeNamed(id: string, breaks: boolean): ResolvedJudge {
  const program = programJudge({
    id,
    name: id,
    hash: id,
    scale: [1, 10],
    decide: () => ({ score: 5 }),
    timeoutMs: 1000,
  });
  const judge = breaks ? { ...program, decide: () => Promise.reject(bug) } : program;
  const identity = { id, askedAs: id, methodFor: judge.methodFor };
  const counted = { label: `judge ${id}`, stage: 'judgments' as const, calls: createMeter() };
  const open = async () => ({ identity, judge, width: 4, keepsPrompts: false, fewestKept: 0, counted });
  return { ...identity, target: undefined, open };
}

/** Two models and two judges, of which some are struck by the bug. */
async function runWith(broken: { model?: boolean; judge?: boolean }) {
  const data = makeDataDir();
  const questions = sampleQuestions(3) as unknown as Question[];
  const resolving = { models: { endpoints: {}, models: {} }, env: {}, needsKey: false };
  const models = ['openai/m', 'openai/n'].map((spec) => resolveModel(spec, resolving));
  const said: string[] = [];
  const { calls, judging, answering: settings } = withDefaults({});
  const runtime = createRuntime(
    { dataDir: data.path, calls, refresh: false, batch: undefined, questions: () => questions },
    { onProgress: (event) => event.kind === 'message' && said.push(event.text) },
  );
  const clientFor = async ({ modelId }: { modelId: string }) =>
    modelId === 'n' && broken.model ? struck : answering;
  const report = await runJobs(
    {
      dataDir: data.path,
      bench: 'small',
      all: questions,
      questions,
      overwrite: false,
      models,
      answering: settings,
      named: false,
      judging: {
        judges: [judgeNamed('steady', false), judgeNamed('broken', broken.judge === true)],
        mode: singleMode,
        prompts: { name: 'default', prompts: [] },
        repeats: judging.repeats,
        existing: [],
      },
    },
    { ...runtime, clientFor },
  );
  await data.remove();
  return { report, said, written: new Map(report.tallies.map(({ label, written }) => [label, written])) };
}

test('a bug in the work of one model ends that model, and the judges have the answers of the other', async () => {
  const { report, said, written } = await runWith({ model: true });
  expect([report.status, report.error]).toEqual(['failed', bug]);
  expect(Object.fromEntries(written)).toEqual({ m: 3, n: 0, 'judge steady': 6, 'judge broken': 6 });
  expect(said).toContain(`ended by an unexpected error, the others go on: n: TypeError: ${bug.message}`);
});

test('a bug in the work of one judge ends that judge', async () => {
  const { report, written } = await runWith({ judge: true });
  expect([report.status, report.error]).toEqual(['failed', bug]);
  expect(Object.fromEntries(written)).toEqual({ m: 3, n: 3, 'judge steady': 12, 'judge broken': 0 });
});
