/** How a judge with a prompt is asked about a match. */

import type { JudgePrompt, JudgePromptSet, OutputFormat } from '../../records/judge-prompt.ts';
import { type Image, imagesUpTo } from '../../records/question.ts';
import type { Judge, Method, Shared } from '../judge.ts';
import type { Match } from '../match.ts';
import {
  choosePrompt,
  type FilledPrompt,
  fillPrompt,
  hashPrompt,
  lackingPrompts,
  lackOf,
  sharedLength,
} from './prompt.ts';

/** Known before the judge is asked. */
export interface JudgeRequest extends FilledPrompt {
  format: OutputFormat;
  /** What the question shows, in the turns up to the judged one. */
  images?: readonly Image[] | undefined;
  /** Of `weighted`: the tokens for A and B. */
  tokens?: JudgePrompt['tokens'];
  /** Characters of `user`, from its start, that are asked for more than once in the run, where that is worth knowing. */
  shared?: number | undefined;
}

/** The request about a match. A set without a prompt for it is a UserError. */
export function requestFor(match: Match, prompts: JudgePromptSet, shared: Shared = 'nothing'): JudgeRequest {
  const prompt = choosePrompt(prompts, match);
  const { output_format: format, tokens } = prompt;
  const images = imagesUpTo(match.question, match.turn);
  const shown = { ...(tokens ? { tokens } : {}), ...(images.length === 0 ? {} : { images }) };
  const request = { ...fillPrompt(prompt, match), format, ...shown };
  if (shared === 'nothing') return request;
  return { ...request, shared: shared === 'all' ? request.user.length : sharedLength(prompt, match) };
}

/** The part of a judge that follows from its prompts alone. */
export function promptMethods(
  prompts: JudgePromptSet,
): Required<Pick<Judge, 'methodFor' | 'promptFor' | 'lacks'>> {
  // Few prompts, and a method is asked for once a match.
  const methods = new Map<string, Method>();
  return {
    methodFor: (match) => {
      const prompt = choosePrompt(prompts, match);
      const known = methods.get(prompt.name);
      if (known) return known;
      const promptSet = { name: prompts.name, fileHash: prompts.fileHash };
      const method = { name: prompt.name, hash: hashPrompt(prompt), promptSet };
      methods.set(prompt.name, method);
      return method;
    },
    lacks: {
      kindFor: (match) => lackOf(prompts, match),
      message: (lacking) => lackingPrompts(prompts.name, lacking),
    },
    promptFor: (match) => fillPrompt(choosePrompt(prompts, match), match).user,
  };
}
