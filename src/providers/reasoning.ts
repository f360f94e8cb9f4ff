/** Keeps a model's visible reasoning apart from its answer. */

export interface SplitReply {
  text: string;
  reasoning: string | undefined;
}

const leadingBlock = /^\s*<think(?:ing)?>([\s\S]*?)(?:<\/think(?:ing)?>|$)/;

/**
 * Splits a leading `<think>…</think>` block off a reply. A block that is never closed is all reasoning (the reply was
 * cut off in it); a block whose opening tag the chat template swallowed ends at its closing tag. Tags that come later
 * are part of the answer. `given` is reasoning that the service sent in a field of its own.
 */
export function splitReasoning(content: string, given?: string | null): SplitReply {
  const block = leadingBlock.exec(content);
  if (block) return join(given, block[1] ?? '', content.slice(block[0].length));
  const closing = /<\/think(?:ing)?>/.exec(content);
  if (closing && !/<think(?:ing)?>/.test(content.slice(0, closing.index))) {
    return join(given, content.slice(0, closing.index), content.slice(closing.index + closing[0].length));
  }
  return { text: content, reasoning: given || undefined };
}

function join(given: string | null | undefined, found: string, rest: string): SplitReply {
  const reasoning = [given?.trim(), found.trim()].filter(Boolean).join('\n\n');
  return { text: rest.trimStart(), reasoning: reasoning || undefined };
}
