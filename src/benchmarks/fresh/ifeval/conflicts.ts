/**
 * Which kinds of instruction do not stand together in one made prompt, and why. Fewer pairs are allowed than could be
 * followed: where a reader could doubt what is meant (a phrase to end with, in capitals or as it stands?), there is none.
 */

/** Kinds that each give the whole response a form of its own: at most one of them. */
const forms = [
  'detectable_format:json_format',
  'detectable_format:constrained_response',
  'detectable_format:multiple_sections',
  'length_constraints:number_paragraphs',
  'length_constraints:nth_paragraph_first_word',
  'combination:two_responses',
];

/** At most one kind of each group. */
const groups: readonly (readonly string[])[] = [
  forms,
  ['change_case:english_capital', 'change_case:english_lowercase', 'change_case:capital_word_frequency'],
  ['length_constraints:number_words', 'length_constraints:number_sentences'],
  ['keywords:existence', 'keywords:frequency', 'keywords:forbidden_words', 'keywords:letter_frequency'],
  ['startend:end_checker', 'detectable_content:postscript'],
  ['startend:quotation', 'combination:repeat_prompt'],
];

const words = ['keywords:existence', 'keywords:frequency', 'keywords:forbidden_words'];
const changedCase = ['change_case:english_capital', 'change_case:english_lowercase'];

/** What goes with a kind that goes with little else. */
const only: Readonly<Record<string, readonly string[]>> = {
  'detectable_format:constrained_response': [],
  'detectable_format:json_format': [
    ...words,
    'change_case:english_lowercase',
    'detectable_content:number_placeholders',
  ],
  'combination:two_responses': [...words, ...changedCase, 'punctuation:no_comma'],
  'language:response_language': [
    'punctuation:no_comma',
    'length_constraints:number_paragraphs',
    'detectable_format:number_bullet_lists',
    'startend:quotation',
  ],
  'combination:repeat_prompt': [...words, 'detectable_format:number_bullet_lists', 'startend:end_checker'],
};

/** Single pairs beside the groups. */
const pairs: readonly (readonly [string, string])[] = [
  ...changedCase.flatMap((kind): [string, string][] => [
    [kind, 'startend:end_checker'],
    [kind, 'detectable_format:multiple_sections'],
    [kind, 'detectable_content:postscript'],
  ]),
  ['length_constraints:nth_paragraph_first_word', 'detectable_format:title'],
  ['length_constraints:nth_paragraph_first_word', 'startend:quotation'],
  ['length_constraints:nth_paragraph_first_word', 'detectable_content:postscript'],
  ['startend:quotation', 'startend:end_checker'],
  ['change_case:capital_word_frequency', 'detectable_content:postscript'],
  ['change_case:capital_word_frequency', 'detectable_format:multiple_sections'],
];

/** Whether the two kinds may stand in one prompt; the same kind never twice. */
export function goTogether(one: string, other: string): boolean {
  if (one === other || groups.some((group) => group.includes(one) && group.includes(other))) return false;
  if (pairs.some((pair) => pair.includes(one) && pair.includes(other))) return false;
  return allows(one, other) && allows(other, one);
}

function allows(kind: string, other: string): boolean {
  return only[kind]?.includes(other) ?? true;
}
