/** Generates a reply token by token, as llama.cpp's server does: limits, stop strings, a grammar, log-probabilities. */

import { topOf } from './prompt-logprobs.mjs';

/**
 * Asks for `{ tokens, maxTokens, sampling, stop, grammar, top, onText, signal }`; gives `{ text, finish, count, logprobs }`.
 * With `top`, each token comes with its log-probability and those of as many others; the choice is then the likeliest.
 */
export function createGenerator({ model, within, context, grammarState }) {
  return ({ tokens, maxTokens, sampling, stop = [], grammar, top, onText, signal }) =>
    within(async (sequence) => {
      const limit = Math.min(maxTokens, context - tokens.length);
      const reply = createReply(model, { stop, onText });
      const state = await grammarState(grammar);
      const steps =
        top === undefined
          ? sampled(sequence, tokens, { ...sampling, grammarEvaluationState: state })
          : likeliest(sequence, tokens, { top, model });
      for await (const step of limit > 0 ? steps : []) {
        reply.add(step);
        if (reply.stopped() || reply.count() >= limit || signal?.aborted) break;
      }
      const ended = reply.stopped() || reply.count() < limit;
      return reply.whole(ended ? 'stop' : 'length');
    });
}

/** Tokens up to the end that the model sets. */
async function* sampled(sequence, tokens, options) {
  for await (const token of sequence.evaluate(tokens, options)) yield { token };
}

async function* likeliest(sequence, tokens, { top, model }) {
  let input = tokens;
  for (;;) {
    const last = input.length - 1;
    const asked = [...input.slice(0, last), [input[last], { generateNext: { probabilities: true } }]];
    const probabilities = (await sequence.controlledEvaluate(asked))[last].next.probabilities;
    const [token, probability] = probabilities.entries().next().value;
    if (model.isEogToken(token)) return;
    yield {
      token,
      logprob: Math.log(probability),
      others: topOf(probabilities, top).map(([other, value]) => [textOf(model, other), value]),
    };
    input = [token];
  }
}

function createReply(model, { stop, onText }) {
  const steps = [];
  let [text, told, isStopped] = ['', 0, false];
  const tell = (upTo) => {
    if (upTo > told) onText?.(text.slice(told, upTo));
    told = Math.max(told, upTo);
  };
  const longest = Math.max(0, ...stop.map(({ length }) => length));
  return {
    add: (step) => {
      steps.push(step);
      text = model.detokenize(steps.map(({ token }) => token));
      const at = stop.map((each) => text.indexOf(each)).filter((index) => index >= 0);
      isStopped = at.length > 0;
      if (isStopped) text = text.slice(0, Math.min(...at));
      // Half a character, or the beginning of a stop string, waits for what follows.
      else tell(text.replace(/\ufffd+$/, '').length - longest);
    },
    count: () => steps.length,
    stopped: () => isStopped,
    whole: (finish) => {
      tell(text.length);
      const logprobs = steps.map(({ token, logprob, others }) => ({
        ...{ token: textOf(model, token), logprob },
        top_logprobs: (others ?? []).map(([other, value]) => ({ token: other, logprob: value })),
      }));
      return { text, finish, count: steps.length, logprobs };
    },
  };
}

export function textOf(model, token) {
  return model.detokenize([token], true);
}
