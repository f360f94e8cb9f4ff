/** How a run asks the questions of a bench that says how: by what method, with which shots, in which form. */

import { contentHash } from '../../../content-hash.ts';
import { UserError } from '../../../errors.ts';
import type { Asked } from '../../../records/bench/asked.ts';
import { type Ask, type Bench, type Fewshot, type Method, methods } from '../../../records/bench/bench.ts';
import type { Shot } from '../../../records/bench/shot.ts';
import type { Question } from '../../../records/question.ts';
import type { AnsweringSettings } from '../../settings.ts';
import { createRenderer, type Rendered } from './render.ts';
import { chooseShots } from './shots.ts';

export interface Asking {
  method: Method;
  /** As the bench says and the flags change it. */
  ask: Ask;
  render: (question: Question) => Rendered;
  /** What an answer's record keeps of it. `stop`: the strings that end an answer. */
  askedOf: (question: Question, stop: Asked['stop']) => Asked;
  /** Equal for questions with the same shots. */
  prefixOf: (question: Question) => string;
}

interface BenchFiles {
  /** Undefined where the bench has no yaml file. */
  bench: Bench | undefined;
  /** Names of the files, for messages. */
  file: string;
  shotsFile: string;
  shots: readonly Shot[];
  /** Every question of the bench. */
  questions: readonly Question[];
}

type AskingFlags = Pick<
  AnsweringSettings,
  'method' | 'numFewshot' | 'fewshotSampler' | 'fewshotAsMultiturn' | 'numChoices'
>;

/** Undefined for a bench that does not say how it is asked: its turns are sent as they are. */
export function createAsking(files: BenchFiles, flags: AskingFlags): Asking | undefined {
  const { bench, file, questions } = files;
  if (!bench || Object.keys(bench.ask).length === 0) {
    refuseFlags(file, flags);
    return undefined;
  }
  const method = flags.method ?? 'generate';
  const ask = withFlags(askOf(bench, method, file), { method, flags, file });
  checkMethod(method, { ask, flags, questions });
  const fewshot = ask.fewshot ?? noShots;
  const shotsOf = chooseShots({ ...files, fewshot });
  const renderer = createRenderer(ask, { file, field: `ask.${method}` });
  renderer.check(questions, fewshot.count > 0 ? files.shots : []);
  const template_hash = templateHash(ask);
  const hashOf = hashing();
  return {
    method,
    ask,
    render: (question) => {
      const rendered = renderer.render(question, shotsOf(question));
      // Shots of one question alone are not worth a place in a prompt cache.
      return fewshot.sampler === 'first' ? rendered : { ...rendered, shared: 0 };
    },
    prefixOf: (question) => (fewshot.count === 0 ? '' : hashOf(shotsOf(question))),
    askedOf: (question, stop) => ({
      method,
      num_fewshot: fewshot.count,
      ...(fewshot.count === 0
        ? {}
        : {
            fewshot_source: fewshot.source,
            fewshot_sampler: fewshot.sampler,
            fewshot_hash: hashOf(shotsOf(question)),
          }),
      layout: ask.layout,
      template_hash,
      stop,
    }),
  };
}

const noShots: Fewshot = { count: 0, source: 'none', sampler: 'first', same_category: false };

/** These flags change what a yaml file says: without one they would do nothing. */
function refuseFlags(file: string, flags: AskingFlags): void {
  const given = [
    ...(flags.method === undefined || flags.method === 'generate' ? [] : [`--method ${flags.method}`]),
    ...(flags.numFewshot === undefined ? [] : ['--num-fewshot']),
    ...(flags.fewshotSampler === undefined ? [] : ['--fewshot-sampler']),
    ...(flags.fewshotAsMultiturn === undefined ? [] : ['--fewshot-as-multiturn']),
  ];
  if (given[0] === undefined) return;
  throw new UserError(`${given[0]} needs ${file} to say how the bench is asked: it does not`);
}

function askOf({ ask }: Bench, method: Method, file: string): Ask {
  const found = ask[method];
  if (found) return found;
  const known = methods.filter((each) => ask[each]).join(', ') || 'none';
  throw new UserError(`${file} does not say how to ask by --method ${method}: it has ${known}`);
}

/** The flags over what the bench says. */
function withFlags(
  ask: Ask,
  { method, flags, file }: { method: Method; flags: AskingFlags; file: string },
): Ask {
  const { numFewshot, fewshotSampler, fewshotAsMultiturn } = flags;
  const own = ask.fewshot;
  if (!own && (numFewshot ?? 0) > 0) {
    throw new UserError(`--num-fewshot ${numFewshot}: ${file} names no shots (ask.${method}.fewshot)`);
  }
  if (!own && fewshotSampler !== undefined) {
    throw new UserError(
      `--fewshot-sampler ${fewshotSampler}: ${file} names no shots (ask.${method}.fewshot)`,
    );
  }
  return {
    ...ask,
    layout: fewshotAsMultiturn ? 'turns' : ask.layout,
    ...(own
      ? {
          fewshot: { ...own, count: numFewshot ?? own.count, sampler: fewshotSampler ?? own.sampler },
        }
      : {}),
  };
}

/** What a method that reads log-probabilities has no use for. */
function checkMethod(
  method: Method,
  { ask, flags, questions }: { ask: Ask; flags: AskingFlags; questions: readonly Question[] },
): void {
  if (method === 'generate') return;
  if (flags.numChoices > 1) {
    throw new UserError(`--num-choices ${flags.numChoices}: --method ${method} has one answer to a question`);
  }
  const several = questions.find(({ turns }) => turns.length > 1);
  if (several) {
    throw new UserError(
      `--method ${method} asks one turn, and question ${several.question_id} has ${several.turns.length}`,
    );
  }
  if (method === 'loglikelihood' && ask.layout === 'turns') {
    throw new UserError(
      '--method loglikelihood sends one text to a completions endpoint: leave out --fewshot-as-multiturn (layout: message)',
    );
  }
}

function templateHash({ description, template, option, answer, delimiter, separator, choice }: Ask): string {
  return contentHash([description, template, option, answer, delimiter, separator, choice]);
}

/** Most questions have the same shots as others. */
function hashing(): (shots: readonly Shot[]) => string {
  const known = new WeakMap<readonly Shot[], string>();
  return (shots) => {
    const hash = known.get(shots) ?? contentHash(shots);
    known.set(shots, hash);
    return hash;
  };
}
