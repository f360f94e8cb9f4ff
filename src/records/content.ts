/** What a record says, apart from when and how fast it came about. */

type Fields = Readonly<Record<string, unknown>>;

/**
 * The record without what differs between two machines that asked the same and heard the same: the time stamp, how long
 * a call took and how many tries it needed, and what the service's prompt cache held at that moment. All else is content,
 * the server's address and the tokens included: a reply from elsewhere is another reply, even where the words agree.
 */
export function contentOf(record: object): unknown {
  const { tstamp, ...content } = record as Fields;
  return {
    ...content,
    usage: lastingUsage(content.usage),
    calls: lastingCalls(content.calls),
    g1_calls: lastingCalls(content.g1_calls),
    g2_calls: lastingCalls(content.g2_calls),
    choices: each(content.choices, (choice) => ({ ...choice, calls: lastingCalls(choice.calls) })),
  };
}

/** The same of what is kept of one call. */
export function lastingCall(call: object): unknown {
  const { latency_ms, attempts, ...content } = call as Fields;
  return { ...content, usage: lastingUsage(content.usage) };
}

function lastingCalls(calls: unknown): unknown {
  return each(calls, lastingCall);
}

function lastingUsage(usage: unknown): unknown {
  if (!isFields(usage)) return usage;
  const { cached_input_tokens, cache_write_input_tokens, ...content } = usage;
  return content;
}

function each(list: unknown, change: (fields: Fields) => unknown): unknown {
  if (!Array.isArray(list)) return list;
  return list.map((item: unknown) => (isFields(item) ? change(item) : item));
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
