/** Families of models, by their names: a judge may favour what sounds like itself. */

/** A name belongs to the family whose word comes first in it: `DeepSeek-R1-Distill-Llama` is deepseek's. */
const families: readonly (readonly [family: string, word: RegExp])[] = [
  ['openai', word('(?:chat)?gpt(?!-?(?:j|neo|4all))|(?:text-)?davinci|(?<=^|[/:])o[1345](?![0-9.])')],
  ['anthropic', word('claude')],
  ['google', word('gemini|(?:code|pali|med)?gemma|palm|bard')],
  ['meta', word('(?:code)?llama')],
  ['qwen', word('qwen|qwq|qvq')],
  ['mistral', word('mistral|mixtral|ministral|magistral|codestral|devstral|pixtral')],
  ['deepseek', word('deepseek')],
  ['xai', word('grok')],
  ['microsoft', word('phi')],
  ['cohere', word('command|cohere|c4ai|aya')],
];

/** The family of a model id, or undefined for a name that tells none. */
export function familyOf(name: string): string | undefined {
  const found = families.flatMap(([family, pattern]) => {
    const at = name.toLowerCase().search(pattern);
    return at < 0 ? [] : [{ family, at }];
  });
  return found.sort((a, b) => a.at - b.at)[0]?.family;
}

/** The family that a model and its judge share, or undefined. */
export function sharedFamily(model: string, judge: string): string | undefined {
  const family = familyOf(model);
  return family !== undefined && family === familyOf(judge) ? family : undefined;
}

/** One of the alternatives as a word of its own, a version behind it or not: `phi-3`, `phi3`, but not `dolphin`. */
function word(alternatives: string): RegExp {
  return new RegExp(`(?<![a-z0-9])(?:${alternatives})(?![a-z])`);
}
