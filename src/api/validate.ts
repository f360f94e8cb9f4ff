/** Checks files against their schemas, and against the rules that a schema cannot say. Calls no service. */

import { UserError } from '../errors.ts';
import { checkJudgePrompts } from '../judges/model/check-prompts.ts';
import { builtInEndpoints } from '../providers/endpoints.ts';
import type { JudgePrompt } from '../records/judge-prompt.ts';
import { fileKinds, type KindName } from '../records/kinds.ts';
import type { ModelsFile } from '../records/models.ts';
import { type Question, questionKey } from '../records/question.ts';
import { type CheckedYaml, checkYaml } from '../store/bench/yaml-file.ts';
import { type FoundFile, findFiles } from '../store/check/find-files.ts';
import { checkLines, type Problem } from '../store/check/jsonl-problems.ts';

export interface CheckedFile {
  file: string;
  kind: KindName;
  /** Of a JSONL file. */
  records: number;
  /** The first of them, in the order of the file. */
  problems: Problem[];
  /** All of them. */
  count: number;
}

/** Each file as it is done. `most`: how many problems of a file are kept. */
export async function* validate(
  paths: readonly string[],
  { most }: { most: number },
): AsyncGenerator<CheckedFile> {
  for (const found of await findFiles(paths)) {
    const checked: CheckedFile = { ...found, records: 0, problems: [], count: 0 };
    const problem = (each: Problem) => {
      checked.count += 1;
      if (checked.problems.length < most) checked.problems.push(each);
    };
    if (fileKinds[found.kind].form === 'yaml') await checkYamlFile(found, problem);
    else checked.records = await checkJsonlFile(found, problem);
    yield checked;
  }
}

function checkJsonlFile({ file, kind }: FoundFile, problem: (each: Problem) => void): Promise<number> {
  const further = kind === 'question' ? questionRules() : undefined;
  return checkLines(file, fileKinds[kind].schema, {
    problem,
    further: further && ((record, line) => further(record as Question, line)),
  });
}

/** An id stands once in a bench, and a reference has a text for each turn. */
function questionRules(): (question: Question, line: number) => string[] {
  const lines = new Map<string, number>();
  return (question, line) => {
    const [key, { turns, reference }] = [questionKey(question), question];
    const earlier = lines.get(key);
    lines.set(key, earlier ?? line);
    const isShort = reference && reference.length > 0 && reference.length < turns.length;
    return [
      ...(earlier === undefined ? [] : [`question_id ${key} stands on line ${earlier} already`]),
      ...(isShort ? [`question ${key} has ${turns.length} turns and ${reference.length} references`] : []),
    ];
  };
}

async function checkYamlFile({ file, kind }: FoundFile, problem: (each: Problem) => void): Promise<void> {
  try {
    const checked = await checkYaml(file, fileKinds[kind].schema);
    for (const each of checked.problems) problem(each);
    if (checked.problems.length > 0) return;
    if (kind === 'judge-prompts') checkPrompts(checked, { file, problem });
    if (kind === 'models') checkModels(checked, problem);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    problem(placeIn(error.message, file));
  }
}

/** The message of a reader, which begins with file and line. */
function placeIn(message: string, file: string): Problem {
  const text = message.replace(/^cannot (?:read|use) /, '').replace(file, '');
  const [, line, rest] = /^:(\d+): (.*)$/s.exec(text) ?? [];
  return { line: Number(line ?? 1), text: rest ?? text.replace(/^: /, '') };
}

/** Each prompt on its own, so that one problem does not hide another; then that no name stands there twice. */
function checkPrompts(
  { data, lineOf }: CheckedYaml<unknown>,
  { file, problem }: { file: string; problem: (each: Problem) => void },
): void {
  const { prompts } = data as { prompts: JudgePrompt[] };
  for (const [index, prompt] of prompts.entries()) {
    const line = lineOf(['prompts', index]);
    try {
      checkJudgePrompts({ name: file, prompts: [prompt] }, file);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problem({ line, text: placeIn(error.message, file).text });
    }
    if (prompts.findIndex(({ name }) => name === prompt.name) < index)
      problem({ line, text: `judge prompt "${prompt.name}" stands there twice` });
  }
}

/** A model's endpoint is a built-in one, or stands in the same file. */
function checkModels({ data, lineOf }: CheckedYaml<unknown>, problem: (each: Problem) => void): void {
  const { endpoints, models } = data as ModelsFile;
  const known = new Set([...Object.keys(builtInEndpoints), ...Object.keys(endpoints)]);
  for (const [name, { endpoint }] of Object.entries(models)) {
    if (known.has(endpoint)) continue;
    const text = `models.${name}.endpoint: there is no endpoint "${endpoint}": there are ${[...known].join(', ')}`;
    problem({ line: lineOf(['models', name, 'endpoint']), text });
  }
}
