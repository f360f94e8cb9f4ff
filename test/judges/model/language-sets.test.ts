/** The judge prompts in other languages: whole, complete as the default set is, and what they ask for can be read. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { tellLanguage } from '../../../src/judges/graders/language/tell.ts';
import { checkJudgePrompts } from '../../../src/judges/model/check-prompts.ts';
import { placeholdersIn } from '../../../src/judges/model/prompt.ts';
import { parseReply } from '../../../src/judges/model/verdict.ts';
import { judgePromptSetSchema } from '../../../src/records/judge-prompt.ts';
import { repository } from '../../support/cli.ts';

const languages = ['ja', 'ko', 'de', 'fr', 'zh', 'es'];
const setOf = (name: string) => {
  const file = join(repository, 'judge-prompts', `${name}.yaml`);
  return { name, ...judgePromptSetSchema.parse(parse(readFileSync(file, 'utf8'))) };
};
const base = setOf('default');

test.each(languages)('mt-%s has the prompts of the default set, with the same placeholders', (language) => {
  const set = setOf(`mt-${language}`);
  checkJudgePrompts(set, `mt-${language}.yaml`);
  expect(set.prompts.map(({ name }) => name)).toEqual(base.prompts.map(({ name }) => name));
  for (const [at, prompt] of set.prompts.entries()) {
    const own = base.prompts[at];
    const shape = (each: typeof prompt | undefined) =>
      each && {
        ...{ type: each.type, turn: each.turn, reference: each.reference, format: each.output_format },
        parts: [each.system_prompt, each.prompt_template, each.turn_template, each.reference_template].map(
          (text) => [...new Set(placeholdersIn(text ?? ''))].sort(),
        ),
      };
    expect(shape(prompt), prompt.name).toEqual(shape(own));
  }
});

test.each(languages)('mt-%s is written in its language', (language) => {
  for (const { name, system_prompt, prompt_template } of setOf(`mt-${language}`).prompts) {
    expect(tellLanguage(system_prompt), name).toEqual({ kind: 'told', codes: [language] });
    // The markers around the material are the same in every language.
    const words = prompt_template.replace(/<[^>]*>|\{[^}]*\}/g, ' ');
    expect(tellLanguage(words), name).toEqual({ kind: 'told', codes: [language] });
  }
});

const reasons: Readonly<Record<string, string>> = {
  ja: '三つの条件のうち二つを満たしているが、最後の一文が長すぎる。',
  ko: '세 가지 조건 가운데 두 가지를 지켰지만 마지막 문장이 너무 깁니다.',
  de: 'Zwei der drei Vorgaben sind erfüllt, der letzte Satz ist zu lang.',
  fr: 'Deux des trois contraintes sont respectées, la dernière phrase est trop longue.',
  zh: '三项要求满足了两项，最后一句过长。',
  es: 'Se cumplen dos de las tres condiciones; la última frase es demasiado larga.',
};

test.each(languages)(
  'the line that mt-%s asks for is read, also where its own words are repeated first',
  (language) => {
    const [single] = setOf(`mt-${language}`).prompts;
    const label = /([^\s。：]+\s?[:：]\s?)\[\[5\]\]$/.exec(single?.system_prompt ?? '')?.[1];
    const closing = single?.prompt_template.split('\n').at(-1) ?? '';
    expect(label).toBeDefined();
    expect(closing).toContain(label);
    const read = (reply: string) => parseReply(reply, { format: '[[rating]]', finish: 'stop' });
    expect(read(`${reasons[language]}\n\n${label}[[7.5]]`)).toEqual({
      verdict: { kind: 'rating', rating: 7.5 },
      rationale: reasons[language],
    });
    expect(read(`**${label}[[6]]**`).verdict).toEqual({ kind: 'rating', rating: 6 });
    expect(read(`${closing}\n\n${reasons[language]}\n\n${label}[[4]]`).verdict).toEqual({
      kind: 'rating',
      rating: 4,
    });
    expect(read(closing).verdict.kind).toBe('unparsed');
    expect(read(`${label}[7]`).verdict).toEqual({ kind: 'rating', rating: 7 });
  },
);

test.each(languages)(
  'the forms of a winner that mt-%s asks for are no verdict by themselves, and one is',
  (language) => {
    const pairwise = setOf(`mt-${language}`).prompts.find(({ name }) => name === 'pairwise');
    const closing = pairwise?.prompt_template.split('\n').at(-1) ?? '';
    const read = (reply: string) => parseReply(reply, { format: '[[A]]', finish: 'stop' }).verdict;
    expect(read(closing).kind).toBe('unparsed');
    expect(read(`${closing}\n\n${reasons[language]}\n\n[[B]]`)).toEqual({ kind: 'winner', winner: 'B' });
    expect(read(`${reasons[language]}\n[[C]]`)).toEqual({ kind: 'winner', winner: 'tie' });
  },
);
