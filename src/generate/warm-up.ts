/** Runs the way of a conversation, from the question to its record, while the first replies of a run are waited for. */

import { setImmediate } from 'node:timers/promises';
import { cacheOver } from '../client/cache.ts';
import { type Client, createClient } from '../client/client.ts';
import { createBudget } from '../client/cost/budget.ts';
import { createLimiter } from '../client/limits/limiter.ts';
import { createMeter } from '../client/meter.ts';
import type { Provider } from '../providers/provider.ts';
import type { ModelTarget } from '../providers/resolve-model.ts';
import { answerSchema } from '../records/answer.ts';
import type { Question } from '../records/question.ts';
import { answerQuestion } from './answers/converse.ts';

export type Rehearsal = (provider: Provider, target: ModelTarget) => Provider;

/** Milliseconds after the last request that could be sent: more than lie between two steps of a run that opens. */
const restMs = 60;
/** How often a conversation is rehearsed, and how many at a time: from then on the engine runs it fast. */
const [rounds, together] = [60, 4];

/**
 * Of a run's first replies dozens come at once, and code that has never run would keep the last of them, and the turns
 * behind them, waiting for 50 ms and more. So between the first requests and the first reply, when there is nothing else
 * to do, calls are made on a connection that leads nowhere. They are counted, kept and recorded nowhere. One rehearsal
 * serves all models of a run.
 */
export function createRehearsal(now: () => number): Rehearsal {
  let begun = false;
  let over = false;
  let timer: NodeJS.Timeout | undefined;
  return (provider, target) => {
    const { rehearsal, ...real } = provider;
    if (!rehearsal) return provider;
    const begin = () => {
      begun = true;
      void rehearse(target, rehearsingClient(rehearsal, target, now), () => over);
    };
    return {
      ask: async (request, asking) => {
        timer ??= setTimeout(begin, restMs).unref();
        // A timer that has run would run once more.
        if (!begun && !over) timer.refresh();
        return real.ask(request, asking).finally(() => {
          clearTimeout(timer);
          over = true;
        });
      },
    };
  };
}

/** Two turns of an ordinary length. */
const question: Question = {
  ...{ question_id: 'rehearsal', category: 'writing' },
  turns: ['A question of an ordinary length. '.repeat(9), 'Another one that follows from it. '.repeat(3)],
};

async function rehearse(target: ModelTarget, client: Client, isOver: () => boolean): Promise<void> {
  const conversation = async (index: number) => {
    const choices = { missing: [index], kept: [] };
    return answerSchema.parse(await answerQuestion(question, choices, { target, client, clock: () => 0 }));
  };
  for (let round = 0; round < rounds && !isOver(); round += 1) {
    const conversations = Array.from({ length: together }, (_, index) =>
      conversation(round * together + index),
    );
    // A way that does not work is found out, and told, by the real calls.
    await Promise.allSettled(conversations);
    await setImmediate();
  }
}

/** Of the same make as the real one, with purse, limits and counters of its own. */
function rehearsingClient(provider: Provider, target: ModelTarget, now: () => number): Client {
  const never = new AbortController().signal;
  return createClient({
    ...{ target, provider, cache: cacheOver(forgetful), refresh: false },
    ...{ limiter: createLimiter({ concurrency: together, now }), budget: createBudget(undefined) },
    ...{ meter: createMeter(), maxRetries: 0, timeoutMs: 1000, stopping: never, aborting: never, now },
    ...{ log: () => undefined, say: () => undefined },
  });
}

const forgetful = { read: () => undefined, append: () => undefined };
