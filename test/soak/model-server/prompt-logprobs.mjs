/** The log-probability of each token of a prompt, given those before it. */

import { textOf } from './generate.mjs';

/** Entries that are kept: prompts of one question begin alike, and each costs a look at the whole vocabulary. */
const mostKept = 20_000;

/** Gives, for each token, `{ token, text, logprob, rank, others }`; of the first one nothing is known but its text. */
export function createPromptLogprobs({ model, within }) {
  const known = new Map();
  const keep = (key, value) => {
    if (known.size >= mostKept) known.clear();
    known.set(key, value);
  };
  return async (tokens, top) => {
    const keys = tokens.map((_, index) => `${top} ${tokens.slice(0, index + 1).join(' ')}`);
    const begin = keys.findIndex((key, index) => index > 0 && !known.has(key));
    if (begin > 0) {
      await within(async (sequence) => {
        // What follows a token is asked of the token before.
        const asked = tokens.map((token, index) =>
          index + 1 >= begin && index + 1 < tokens.length
            ? [token, { generateNext: { probabilities: true } }]
            : token,
        );
        await sequence.controlledEvaluate(asked, {
          onTokenResult: (index, { next: { probabilities } }) => {
            const logprob = Math.log(probabilities.get(tokens[index + 1]) ?? 0);
            const others = topOf(probabilities, top).map(([other, value]) => ({
              ...{ token: other, text: textOf(model, other), logprob: value },
            }));
            const rank = [...probabilities.keys()].indexOf(tokens[index + 1]) + 1;
            keep(keys[index + 1], { logprob, rank, others });
          },
        });
      });
    }
    return tokens.map((token, index) => ({ token, text: textOf(model, token), ...known.get(keys[index]) }));
  };
}

/** The likeliest tokens with their log-probabilities; the map is in that order. */
export function topOf(probabilities, count) {
  const found = [];
  for (const [token, probability] of probabilities) {
    if (found.length === count) break;
    found.push([token, Math.log(probability)]);
  }
  return found;
}
