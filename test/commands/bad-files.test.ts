/** Bad files: exit 2, one line that names file, line and value, nothing written, nothing sent. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Bin, repository } from '../support/cli.ts';
import { answersPath, judgmentsPath, linesOf, openScene, snapshot } from '../support/scene.ts';

interface Case {
  bin?: Bin;
  /** Files in place of the good ones. */
  files: Record<string, string>;
  args?: string;
  /** What the one line must say; DATA stands for the data directory. */
  line: string;
}

const question = '{"question_id": 1, "category": "math", "turns": ["A?", "B?"], "reference": ["a", "b"]}';
const answer =
  '{"question_id": 1, "answer_id": "a", "model_id": "m", "choices": [{"index": 0, "turns": ["1", "2"]}], "tstamp": 1}';
const judgment =
  '{"question_id": 1, "model": "m", "judge": ["j", "p"], "user_prompt": "u", "judgment": "[[5]]", "score": 5, "turn": 1, "tstamp": 1}';
const bench = 'questions/small.jsonl';
const ofBench = (text: string, line: string): Case => ({ files: { [bench]: text }, line });

const questions: Record<string, Case> = {
  'a question without turns': ofBench('{"question_id": 1, "turns": []}\n', `DATA/${bench}:1: turns is []`),
  'a question with an empty turn': ofBench(
    `${question}\n{"question_id": 2, "turns": ["A?", ""]}\n`,
    `DATA/${bench}:2: turns.1 is ""`,
  ),
  'a question that lacks its turns': ofBench(
    '{"question_id": 1}\n',
    `DATA/${bench}:1: turns is missing (the file should hold questions)`,
  ),
  'two questions with one id': ofBench(
    `${question}\n\n${question.replace('1', '"1"')}\n`,
    `DATA/${bench}:3: question_id 1 stands on line 1 already`,
  ),
  'too few references': ofBench(
    question.replace(', "b"]', ']'),
    `DATA/${bench}:1: question 1 has 2 turns and 1 references`,
  ),
  'a line that is no JSON': ofBench(
    `${question}\nnot json\n`,
    `DATA/${bench}:2: the line is not JSON: not json`,
  ),
  'a bench that is cut off': ofBench(
    `${question}\n{"question_id": 2, "tu`,
    `DATA/${bench}:2: the last line is cut off`,
  ),
  'an empty bench': ofBench('\n', `cannot use DATA/${bench}: it holds no questions`),
  'a bench that is a folder': {
    args: '--bench folder --judge openai/j',
    files: { 'questions/folder.jsonl/inside': '' },
    line: 'cannot read DATA/questions/folder.jsonl: it is a folder',
  },
  'a temperature that is none': ofBench(
    '{"question_id": 1, "turns": ["A?"], "required_temperature": "hot"}\n',
    `DATA/${bench}:1: required_temperature is "hot"`,
  ),
};

const records: Record<string, Case> = {
  'gen-answers: judgments among the answers': {
    bin: 'gen-answers',
    files: { [answersPath]: judgment },
    line: `DATA/${answersPath}:1: model_id is missing (the file should hold answers)`,
  },
  "gen-answers: another model's answers": {
    bin: 'gen-answers',
    files: { [answersPath]: answer.replace('"m"', '"M"') },
    line: `DATA/${answersPath} holds the answers of "M", which openai/m would share`,
  },
  'gen-answers: a broken answer': {
    bin: 'gen-answers',
    files: { [answersPath]: `${answer}\n{"x\n${answer}\n` },
    line: `DATA/${answersPath}:2: the line is not JSON`,
  },
  'gen-answers: a file where a folder belongs': {
    bin: 'gen-answers',
    files: { answers: '' },
    line: 'cannot read the folder DATA/answers/small: part of its path is a file',
  },
  'gen-judgment: a file where a folder belongs': {
    files: { [answersPath]: answer, judgments: '' },
    line: 'cannot read the folder DATA/judgments/small: part of its path is a file',
  },
  'gen-answers: a file where the cache belongs': {
    bin: 'gen-answers',
    files: { '.cache': '' },
    line: 'cannot write the cache DATA/.cache: part of its path is a file',
  },
  'gen-judgment: no answers': {
    files: {},
    line: 'no answers in DATA/answers/small: run gen-answers --bench small first',
  },
  'gen-judgment: answers among the judgments': {
    files: { [answersPath]: answer, [judgmentsPath]: answer },
    line: `DATA/${judgmentsPath}:1: model is missing (the file should hold single judgments)`,
  },
  'gen-judgment: judgments among the answers': {
    files: { [answersPath]: judgment },
    line: `DATA/${answersPath}:1: model_id is missing (the file should hold answers)`,
  },
  'gen-judgment: a broken answer': {
    files: { [answersPath]: `${answer}\n{"x\n${answer}\n` },
    line: `DATA/${answersPath}:2: the line is not JSON`,
  },
  'show-results: answers among the judgments': {
    bin: 'show-results',
    files: { [judgmentsPath]: answer },
    line: `DATA/${judgmentsPath}:1: model is missing`,
  },
  'show-results: a score in words': {
    bin: 'show-results',
    files: { [judgmentsPath]: `${judgment}\n${judgment.replace('"score": 5', '"score": "good"')}\n` },
    line: `DATA/${judgmentsPath}:2: score is "good"`,
  },
  'show-results: an empty file': {
    bin: 'show-results',
    files: { [judgmentsPath]: '' },
    line: `no judgments in DATA/${judgmentsPath}`,
  },
};

const ofModels = (text: string, line: string): Case => ({
  bin: 'gen-answers',
  files: { 'models.yaml': text },
  line: `DATA/models.yaml:${line}`,
});
const models: Record<string, Case> = {
  'a misspelt field': ofModels(
    'models:\n  a:\n    endpont: openai\n    model: x\n',
    '3: models.a: has no field "endpont": is it misspelt?',
  ),
  'an unknown field': ofModels(
    'models:\n  a:\n    endpoint: openai\n    model: x\n    temprature: 1\n',
    '5: models.a',
  ),
  'a field of the wrong type': ofModels(
    'models:\n  a:\n    endpoint: openai\n    model: x\n    price:\n      input: cheap\n      output: 2\n',
    '6: models.a.price.input',
  ),
  'a missing field': ofModels('models:\n  a:\n    endpoint: openai\n', '2: models.a.model: is missing'),
  'an unknown section': ofModels('endpoints: {}\nmodel:\n  a: {}\n', '2: '),
  'an address that is none': ofModels(
    'endpoints:\n  mine:\n    provider: openai\n    base_url: nowhere\n',
    '4: endpoints.mine.base_url',
  ),
  'no YAML': ofModels('models: [\n', ''),
  'two entries with one name': {
    bin: 'gen-answers',
    args: '--model a b',
    files: {
      'models.yaml':
        'models:\n  a: {endpoint: openai, model: x, model_id: same}\n  b: {endpoint: openai, model: y, model_id: same}\n',
    },
    line: 'openai/x and openai/y would share DATA/answers/small/same.jsonl',
  },
  'an entry of an unknown endpoint': {
    bin: 'gen-answers',
    args: '--model a',
    files: { 'models.yaml': 'models:\n  a: {endpoint: nowhere, model: x}\n' },
    line: 'unknown model "a"',
  },
};

const shipped = readFileSync(join(repository, 'judge-prompts/default.yaml'), 'utf8');
const ofPrompts = (text: string, line: string): Case => ({
  files: { [answersPath]: answer, 'judge-prompts/default.yaml': text },
  line,
});
const withoutSingleReference = shipped.replace(/ {2}- name: single-reference\n[\s\S]*?\n(?= {2}- name:)/, '');
const prompts: Record<string, Case> = {
  'an unknown placeholder': ofPrompts(
    shipped.replace('{question}', '{questoin}'),
    'judge prompt "single" has a placeholder that is not known: {questoin}',
  ),
  'no answer': ofPrompts(
    shipped.replace('{answer}', 'it'),
    'judge prompt "single" never shows the answer: add a placeholder for it',
  ),
  'an unknown format': ofPrompts(
    shipped.replace('"[[rating]]"', '"[[stars]]"'),
    'DATA/judge-prompts/default.yaml:',
  ),
  'an unknown field': ofPrompts(
    shipped.replace('    reference: false', '    refrence: false'),
    'DATA/judge-prompts/default.yaml:',
  ),
  'no prompt for a question': ofPrompts(
    withoutSingleReference,
    'the judge prompts "default" have no single prompt with a reference for turn 1 (question 1)',
  ),
};

const all = Object.entries({ questions, records, models, prompts }).flatMap(([kind, cases]) =>
  Object.entries(cases).map(([name, each]) => [`${kind}: ${name}`, each] as const),
);

describe.concurrent('exit 2 and one line for', () => {
  test.for(all)('%s', async ([, { bin = 'gen-judgment', args, files, line }], { onTestFinished }) => {
    const scene = await openScene({ onTestFinished });
    await scene.data.write(bench, `${question}\n`);
    for (const [name, text] of Object.entries(files)) await scene.data.write(name, text);
    const before = await snapshot(scene.data.path);
    const given =
      args?.split(' ') ??
      { 'gen-answers': ['--model', 'openai/m'], 'gen-judgment': ['--judge', 'openai/j'] }[bin as string] ??
      [];
    const refused = await scene.run(bin, given);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    const said = expect.stringContaining(line.replace('DATA', scene.data.path));
    expect(linesOf(refused.stderr)).toEqual([said]);
    expect(await snapshot(scene.data.path)).toEqual(before);
    expect(scene.server.requests).toEqual([]);
  });
});
