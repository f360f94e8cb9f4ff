/** A completions endpoint that tells log-probabilities by a rule: every token has a tenth of its letters, negative. */

import type { Asked } from './loopback.ts';

interface Told {
  tokens: string[];
  logs: (number | null)[];
}

/** Words with the space before them; the first token has no log-probability. */
export function tokensOf(text: string): Told {
  const tokens = text.match(/\s?[^\s]+|\s/g) ?? [];
  return { tokens, logs: tokens.map((token, index) => (index === 0 ? null : logOf(token))) };
}

export function logOf(token: string): number {
  return -[...token].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) / 1000;
}

/** OpenAI's form: prompt and one generated token. `bos`: offsets and tokens count a beginning of the text, as vLLM's do. */
export function echoBody({ body }: Asked, { bos = false, offsets = true } = {}): unknown {
  const prompts: string[] = [body.prompt].flat();
  const choices = prompts.map((prompt, index) => {
    const told = tokensOf(prompt);
    const tokens = [...(bos ? ['<s>'] : []), ...told.tokens, ' next'];
    const [first, ...logs] = told.logs;
    let at = 0;
    const text_offset = tokens.map((token) => {
      const own = at;
      at += [...token].length;
      return offsets ? own : -1;
    });
    const token_logprobs = bos ? [null, logOf('x'), ...logs, -1] : [first ?? null, ...logs, -1];
    return {
      index,
      text: `${prompt} next`,
      finish_reason: 'length',
      logprobs: { tokens, token_logprobs, text_offset },
    };
  });
  // In whatever order: the index counts.
  return { model: body.model, choices: choices.reverse(), usage: usageOf(prompts) };
}

/** vLLM's own form. */
export function promptLogprobsBody({ body }: Asked): unknown {
  const prompts: string[] = [body.prompt].flat();
  const choices = prompts.map((prompt, index) => {
    const { tokens, logs } = tokensOf(prompt);
    const told = tokens.map((token, place) => ({
      [place + 100]: { logprob: logs[place], rank: 3, decoded_token: token },
    }));
    return { index, text: ' next', logprobs: null, prompt_logprobs: [null, ...told] };
  });
  return { model: body.model, choices, usage: usageOf(prompts) };
}

/** A chat reply with the tokens that it may begin with. */
export function firstTokenBody({ body }: Asked, tokens: Readonly<Record<string, number>>): unknown {
  const top_logprobs = Object.entries(tokens).map(([token, logprob]) => ({ token, logprob, bytes: null }));
  const content = [{ ...top_logprobs[0], top_logprobs }];
  const message = { role: 'assistant', content: top_logprobs[0]?.token ?? '' };
  const choices = [{ index: 0, finish_reason: 'length', message, logprobs: { content } }];
  return { model: body.model, choices, usage: { prompt_tokens: 9, completion_tokens: 1 } };
}

function usageOf(prompts: readonly string[]) {
  const prompt_tokens = prompts.reduce((sum, prompt) => sum + tokensOf(prompt).tokens.length, 0);
  return { prompt_tokens, completion_tokens: prompts.length, total_tokens: prompt_tokens + prompts.length };
}
