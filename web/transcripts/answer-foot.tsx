/** How an answer came about: why it ended, how many tokens, how long it took, who says it was. */

import type { TokenUsage, TurnText } from '../../src/results/report/shape.ts';
import { Plain } from '../text/plain.tsx';

const endings: Readonly<Record<string, string>> = {
  length: 'cut off at the token limit',
  content_filter: 'filtered by the service',
  refusal: 'refused',
  other: 'ended for another reason',
};

export function AnswerFoot({ said, model }: { said: TurnText; model: string }) {
  const { finish_reason: reason, usage, latency_ms: latency, reported } = said;
  const facts = [
    ...(usage ? [tokens(usage)] : []),
    ...(latency === undefined ? [] : [`${(latency / 1000).toFixed(latency < 10_000 ? 1 : 0)} s`]),
  ];
  const strange = reason !== undefined && reason !== 'stop';
  if (reason === undefined && facts.length === 0) return null;
  return (
    <p class="foot">
      {reason !== undefined && (
        <span class={strange ? 'flag' : undefined}>
          <Plain text={endings[reason] ?? (strange ? reason : 'ended by itself')} />
        </span>
      )}
      {facts.map((fact) => (
        <span key={fact}>{fact}</span>
      ))}
      {reported !== undefined && reported !== model && (
        <span>
          answered as <Plain text={reported} />
        </span>
      )}
    </p>
  );
}

/** `52 + 310 tokens (200 of them reasoning)`. */
export function tokens({ input_tokens, output_tokens, reasoning_tokens }: TokenUsage): string {
  const thought = reasoning_tokens ? ` (${reasoning_tokens.toLocaleString('en')} of them reasoning)` : '';
  return `${input_tokens.toLocaleString('en')} + ${output_tokens.toLocaleString('en')} tokens${thought}`;
}
