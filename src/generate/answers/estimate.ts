/** `gen-answers --dry-run`: the calls of one model that the cache does not spare. */

import type { CachedReply } from '../../client/cache.ts';
import type { ModelTarget } from '../../providers/resolve-model.ts';
import type { Question } from '../../records/question.ts';
import { answersFile } from '../../store/bench/paths.ts';
import { addCall, type Estimate, newEstimate } from '../dry-run.ts';
import { type Find, type Foreseeing, lengthOnRecord, openForesight } from '../estimate-input.ts';
import { conversation, temperatureFor } from './converse.ts';
import { type AnswerJobOptions, planFor } from './job.ts';

/** What it would take to answer what is pending, by model. */
export async function estimateAnswers(
  targets: readonly ModelTarget[],
  questions: readonly Question[],
  options: AnswerJobOptions & Foreseeing,
): Promise<Estimate[]> {
  const find = openForesight(options);
  const estimates: Estimate[] = [];
  for (const target of targets) estimates.push(await estimateModel(target, questions, { options, find }));
  return estimates;
}

async function estimateModel(
  target: ModelTarget,
  questions: readonly Question[],
  { options, find }: { options: AnswerJobOptions; find: Find },
): Promise<Estimate> {
  const { maxTokens } = options;
  const { pending, done } = await planFor(target, questions, options);
  const file = answersFile(options.dataDir, options.bench, target.modelId);
  const replies = await lengthOnRecord('answers', file, target);
  const estimate = newEstimate(target.modelId, { target, kept: done, replies, maxTokens });
  for (const { question, choices } of pending) {
    for (const choice of choices) await foresee({ question, choice }, estimate, { target, options, find });
  }
  return estimate;
}

/** A turn shows the replies before it: the cache can be followed up to the first that it lacks, and no further. */
async function foresee(
  { question, choice }: { question: Question; choice: number },
  estimate: Estimate,
  { target, options, find }: { target: ModelTarget; options: AnswerJobOptions; find: Find },
): Promise<void> {
  const temperature = temperatureFor(question, { target, temperature: options.temperature });
  const request = { temperature, maxTokens: options.maxTokens, repeat: choice, attempt: 0 };
  const answers: string[] = [];
  let known = true;
  for (const messages of conversation(question, answers, target.systemPrompt)) {
    const reply: CachedReply | undefined = known ? await find(target, { ...request, messages }) : undefined;
    if (reply) estimate.cached += 1;
    else addCall(estimate, messages);
    if (known && !reply) estimate.firstWave += 1;
    known = reply !== undefined;
    answers.push(reply?.text ?? '');
  }
}
