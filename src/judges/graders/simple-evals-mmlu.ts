/**
 * MMLU as openai/simple-evals grades it: `mmlu_eval.py` with `normalize_response`, `MULTILINGUAL_ANSWER_REGEXES` and
 * `normalize_extracted_answer` of `common.py`, at commit ee3b031.
 *
 * Some Markdown and LaTeX is removed, then the patterns are tried in order; the first match of the first one that
 * matches counts, so "Answer: D ... no, Answer: C" is D. "Answer: (D)" has no answer, "Answer: d" is never right.
 */

import { letterAt, targetLetter } from './choice/choice-question.ts';
import type { Grader } from './grader.ts';
import { pythonSpace } from './lm-eval/python-text.ts';

/** What `normalize_response` removes, in its order. */
const decoration = [
  '**',
  '$\\boxed{',
  '}$',
  '\\$',
  '$\\text{',
  '$',
  '\\mathrm{',
  '\\{',
  '\\text',
  '\\(',
  '\\mathbf{',
  '{',
  '\\boxed',
];

/** "Answer" in the languages of MMLU's translations; `_` stands for optional white space. */
const labels = [
  'Answer_:',
  'Answer_:\u200b\u200b\u200b\u200b\u200b\u200b',
  'উত্তর_:',
  'उत्तर_:',
  'উত্তরঃ',
  'উত্তর_:',
  'Antwort_:',
  '답변_:',
  '정답_:',
  '답_:',
  '答案_：',
  '答案_:',
  '答_：',
  '答_:',
  '答复_：',
  '答曰_：',
  'الإجابة:',
  'الجواب:',
  'إجابة:',
  'الإجابة النهائية:',
  'الإجابة الصحيحة:',
  'الإجابة الصحيحة هي:',
  'الإجابة هي:',
  'الجواب النهائي:',
  'Respuesta_:',
  'Risposta_:',
  '答え_:',
  '答え_：',
  '回答_:',
  '回答_：',
  '解答_:',
  'Jawaban_:',
  'Réponse_:',
  'Resposta_:',
  'Jibu_:',
  'Idahun_:',
  'Ìdáhùn_:',
  'Idáhùn_:',
  'A\u0300mọ\u0300na\u0300_:',
  'Àdáhùn_:',
  'A\u0300nu\u0301go\u0323_:',
  'Àṣàyàn_:',
];

/** Letters of other scripts that stand for A to D. */
const letters = new Map(
  ['أبجد', 'অবডঢ', 'ＡＢＣＤ'].flatMap((four) =>
    Array.from(four, (letter, index) => [letter, letterAt(index)]),
  ),
);

/** Python's flag (?i) also takes the dotted and the dotless i for an i. */
const patterns = labels.map((label) => {
  const source = label.replaceAll('_', `[${pythonSpace}]*`).replace(/i/gi, '[iİı]');
  return new RegExp(`${source}[ \\t]*([A-D]|[\u0623-\u062f]|[অবডঢＡＢＣＤ])`, 'iu');
});

export const simpleEvalsMmlu: Grader = {
  name: 'simple-evals/mmlu',
  version: 'ee3b031',
  grade: ({ question, response }) => {
    const target = targetLetter(question);
    const found = firstAnswer(decoration.reduce((text, mark) => text.replaceAll(mark, ''), response));
    if (found === undefined) {
      return {
        kind: 'no-answer',
        target,
        rationale: 'No "Answer:" (in any of its languages) with a letter behind it.',
      };
    }
    const extracted = letters.get(found) ?? found;
    const equal = extracted === target;
    return {
      kind: 'graded',
      score: equal ? 1 : 0,
      extracted,
      target,
      rationale: `Read ${extracted} behind the first "Answer:": ${equal ? 'equal to' : 'not'} the target ${target}.`,
    };
  },
};

function firstAnswer(text: string): string | undefined {
  for (const pattern of patterns) {
    const match = pattern.exec(text);
    if (match) return match[1];
  }
  return undefined;
}
