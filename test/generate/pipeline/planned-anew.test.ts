/** A run plans before it takes its locks: what another run has written by then is not asked for again. */

import { expect, onTestFinished, test } from 'vitest';
import { withDefaults } from '../../../src/api/settings.ts';
import type { Client } from '../../../src/client/client.ts';
import { runJobs } from '../../../src/generate/pipeline/run-jobs.ts';
import { createRuntime } from '../../../src/generate/runtime.ts';
import { resolveModel } from '../../../src/providers/resolve-model.ts';
import type { Question } from '../../../src/records/question.ts';
import { makeDataDir, sampleQuestions } from '../../support/cli.ts';

const sent = { endpoint: 'openai', model: 'm', parameters: {} };
const call = { sent, finish_reason: 'stop' as const, latency_ms: 0, attempts: 1 };

/** A run over three questions of two turns; `meanwhile` happens after its plan and before its lock. */
async function runAfter(meanwhile: (write: ReturnType<typeof makeDataDir>['write']) => Promise<unknown>) {
  const data = makeDataDir();
  onTestFinished(data.remove);
  const questions = sampleQuestions(3) as unknown as Question[];
  const resolving = { models: { endpoints: {}, models: {} }, env: {}, needsKey: false };
  const { calls, answering } = withDefaults({});
  const runtime = createRuntime(
    { dataDir: data.path, calls, refresh: false, batch: undefined, questions: () => questions },
    {},
  );
  let asked = 0;
  const client: Client = {
    ask: async () => {
      asked += 1;
      return { text: 'An answer.', call };
    },
  };
  const clientFor = async () => {
    await meanwhile(data.write);
    return client;
  };
  const run = {
    dataDir: data.path,
    bench: 'small',
    all: questions,
    questions,
    overwrite: false,
    named: false,
  };
  const models = [resolveModel('openai/m', resolving)];
  const { tallies } = await runJobs({ ...run, models, answering }, { ...runtime, clientFor });
  const [tally] = tallies;
  return { asked, kept: tally?.kept, written: tally?.written };
}

test('a file that is as it was when the run was planned is taken as planned', async () => {
  expect(await runAfter(async () => undefined)).toEqual({ asked: 6, kept: 0, written: 3 });
});

test('a file that another run has written to in between is planned anew', async () => {
  const [first] = sampleQuestions(1) as unknown as Question[];
  const answer = {
    ...{ question_id: first?.question_id, answer_id: 'a', model_id: 'm', tstamp: 1 },
    choices: [{ index: 0, turns: ['One.', 'Two.'] }],
  };
  const written = (write: ReturnType<typeof makeDataDir>['write']) =>
    write('answers/small/m.jsonl', `${JSON.stringify(answer)}\n`);
  expect(await runAfter(written)).toEqual({ asked: 4, kept: 1, written: 2 });
});
