/** Bad flags and values: exit 2, one line that names the value and what to do, nothing written, nothing sent. */

import { describe, expect, test } from 'vitest';
import { type Bin, run } from '../support/cli.ts';
import { answersPath, linesOf, openScene, snapshot } from '../support/scene.ts';

type Case = readonly [args: string, line: string];

/** Arguments, and what the one line must say. */
const ofAnswers: Record<string, Case> = {
  'an unknown flag': ['--model openai/m --colour', "unknown option '--colour'"],
  'a mistyped flag': ['--modle openai/m', "unknown option '--modle' (Did you mean --model?)"],
  'a flag of another command': ['--model openai/m --judge openai/j', "unknown option '--judge'"],
  'an argument too many': ['--model openai/m --quiet extra', 'too many arguments'],
  'no model': ['', '--model is missing: give, for example, one of openai/gpt-4.1-mini'],
  'an unknown bench': [
    '--bench smal --model openai/m',
    'cannot find the bench "smal" (--bench): there are "instructions24", "mt80", "small"',
  ],
  'a bench outside the folder': ['--bench ../small --model openai/m', 'cannot find the bench "../small"'],
  'an unknown endpoint': [
    '--model opnai/m',
    'unknown model "opnai/m": write <endpoint>/<model> with an endpoint of openai,',
  ],
  'a model without endpoint': ['--model gpt-4', 'unknown model "gpt-4": write <endpoint>/<model>'],
  'an endpoint without model': ['--model openai/', 'the model "openai/" has no name behind the endpoint'],
  'an unknown demo model': ['--model offline/nobody', 'unknown demo model "offline/nobody"'],
  'a name from the prototype': ['--model constructor', 'unknown model "constructor"'],
  'an unknown category': [
    '--model openai/m --category maths',
    'unknown value "maths" for --category: the bench has writing, math',
  ],
  'an unknown question': [
    '--model openai/m --question-id 99',
    'unknown value "99" for --question-id: the bench has 1, 2',
  ],
  'an empty selection': [
    '--model openai/m --question-begin 3 --question-end 3',
    'no question is selected: loosen',
  ],
  'two models in one file': ['--model openai/a:b openai/a-b', 'openai/a:b and openai/a-b would share'],
  'the same model twice': ['--model openai/m openai/m', 'would share'],
  'one name for two models': [
    '--model openai/a openai/b --model-id x',
    '--model-id names one model, but 2 are given',
  ],
  'a name that is no file name': ['--model openai/m --model-id ..', 'cannot name a file after the id ".."'],
  'a price unknown to --max-cost': ['--model openai/m --max-cost 1', '--max-cost needs a price for openai/m'],
  '--replay with --no-cache': [
    '--model openai/m --replay --no-cache',
    '--replay reads the cache, so it cannot go with --no-cache',
  ],
  'a missing models file': [
    '--model openai/m --config nowhere.yaml',
    'cannot read nowhere.yaml: there is no such file',
  ],
  'an address that is none': [
    '--model openai/m --base-url localhost:1',
    'the address "localhost:1" of the endpoint "openai" is no http(s) URL',
  ],
  'no calls at a time': [
    '--model openai/m -j 0',
    "'-j, --concurrency <n>' argument '0' is invalid. It must be a whole number from 1 to 65535.",
  ],
  'more calls at a time than there are ports': [
    '--model openai/m -j 9999999999999999999999',
    "argument '9999999999999999999999' is invalid. It must be a whole number from 1 to 65535.",
  ],
  'a billion choices': [
    '--model openai/m --num-choices 1000000000',
    "argument '1000000000' is invalid. It must be a whole number from 1 to 10000.",
  ],
  'half a choice': ['--model openai/m --num-choices 1.5', "argument '1.5' is invalid"],
  'a temperature of 3': [
    '--model openai/m --temperature 3',
    "argument '3' is invalid. It must be a number from 0 to 2.",
  ],
  'no time': ['--model openai/m --timeout 0', "argument '0' is invalid. It must be a number above 0."],
  'retries below none': ['--model openai/m --max-retries -1', "argument '-1' is invalid"],
  'a cost of nothing': ['--model openai/m --max-cost 0', "argument '0' is invalid"],
  'a variable name that is none': [
    '--model openai/m --api-key-env',
    "option '--api-key-env <name>' argument missing",
  ],
};

const ofJudgments: Record<string, Case> = {
  'no judge': ['', '--judge is missing, and the bench'],
  'an unknown mode': [
    '--judge openai/j --mode both',
    "argument 'both' is invalid. Allowed choices are single",
  ],
  'an unknown prompt set': [
    '--judge openai/j --judge-prompts mine',
    'cannot find the judge prompts "mine" (--judge-prompts): there are "alpaca-eval", "alpaca-eval-unweighted", "arena-hard", "default", "mt-de"',
  ],
  'a model without answers': [
    '--judge openai/j --model-list m nobody',
    'no answers of the model "nobody" (--model-list)',
  ],
  'a demo model as judge': [
    '--judge offline/terse',
    'offline/terse cannot judge: the demo judge is offline/judge',
  ],
  'two judges in one file': [
    '--judge openai/a:b openai/a-b',
    'the judges openai/a:b and openai/a-b would share a file',
  ],
  'an unknown category': ['--judge openai/j --category maths', 'unknown value "maths" for --category'],
  'no repeats': ['--judge openai/j --repeats 0', "argument '0' is invalid"],
  'a billion repeats': ['--judge openai/j --repeats 1000000000', 'a whole number from 1 to 10000.'],
  '--replay with --no-cache': ['--judge openai/j --replay --no-cache', '--replay reads the cache'],
  'a price unknown to --max-cost': ['--judge openai/j --max-cost 1', '--max-cost needs a price for openai/j'],
};

const ofResults: Record<string, Case> = {
  'no judgments': ['', 'no single judgments in'],
  'an unknown format': [
    '--format xml',
    "argument 'xml' is invalid. Allowed choices are table, json, csv, markdown, junit, github.",
  ],
  'an unknown file': ['--input-file nowhere.jsonl', 'cannot read nowhere.jsonl: there is no such file'],
  'a file of answers': [
    `--input-file DATA/${answersPath}`,
    `${answersPath}:1: model is missing (the file should hold single judgments; pair judgments are shown with --mode pairwise-all)`,
  ],
  'a gate that is no number': [
    '--fail-under x',
    "argument 'x' is invalid. It must be a number, or a category or turn and a number",
  ],
  'a coverage in percent': [
    '--min-coverage 95',
    "argument '95' is invalid. It must be a number from 0 to 1.",
  ],
  'a mistyped flag': ['--input-fil x', "unknown option '--input-fil' (Did you mean --input-file?)"],
};

const answer = {
  ...{ question_id: 1, answer_id: 'a', model_id: 'm', tstamp: 1 },
  choices: [{ index: 0, turns: ['One.', 'Two.'] }],
};

const commands: [Bin, Record<string, Case>][] = [
  ['gen-answers', ofAnswers],
  ['gen-judgment', ofJudgments],
  ['show-results', ofResults],
];

for (const [bin, cases] of commands) {
  describe.concurrent(`${bin} refuses`, () => {
    test.for(Object.entries(cases))('%s', async ([, [args, line]], { onTestFinished }) => {
      const scene = await openScene({ onTestFinished });
      await scene.data.write(answersPath, [answer]);
      const before = await snapshot(scene.data.path);
      const words = args.split(' ').filter((word) => word !== '');
      const refused = await scene.run(
        bin,
        words.map((word) => word.replace('DATA', scene.data.path)),
      );
      expect(refused).toMatchObject({ code: 2, stdout: '' });
      expect(linesOf(refused.stderr)).toEqual([expect.stringContaining(line)]);
      expect(refused.stderr.startsWith(`${bin}: `)).toBe(true);
      expect(await snapshot(scene.data.path)).toEqual(before);
      expect(scene.server.requests).toEqual([]);
    });
  });
}

test.for(['openai', 'anthropic', 'openrouter', 'gemini'])(
  'a missing key of %s is named by its variable',
  async (name) => {
    const scene = await openScene();
    const before = await snapshot(scene.data.path);
    const env = { OPENAI_API_KEY: '', ANTHROPIC_API_KEY: '' };
    const refused = await scene.run('gen-answers', ['--model', `${name}/m`], { env });
    expect(refused.code).toBe(2);
    const variable = `${name.toUpperCase()}_API_KEY`;
    expect(linesOf(refused.stderr)).toEqual([
      `gen-answers: no key for ${name}/m: set ${variable} in the environment or in .env (or name another variable with --api-key-env)`,
    ]);
    expect(await snapshot(scene.data.path)).toEqual(before);
  },
);

test('mt-judge refuses an unknown command and points at a near one', async () => {
  const refused = await run('mt-judge', ['gen-answer', '--model', 'openai/m']);
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(linesOf(refused.stderr)).toEqual([expect.stringContaining('gen-answers')]);
});

test.for([
  ['run --modle x', 'mt-judge run --help'],
  ['batch colect', 'mt-judge batch --help'],
  ['batch collect', 'mt-judge batch collect --help'],
] as const)('mt-judge %s points at the help of the command that was meant', async ([args, help]) => {
  const refused = await run('mt-judge', args.split(' '));
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(linesOf(refused.stderr)).toEqual([
    expect.stringMatching(new RegExp(`^mt-judge: .* \\(see ${help}\\)$`)),
  ]);
});
