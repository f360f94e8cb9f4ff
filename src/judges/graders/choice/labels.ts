/** Reads the label of an option where one may stand: "B", "(B)", "**B**", "option B", but not "a cat". */

import { withoutTags } from '../answer-phrases.ts';

/** A to D (or E) in other scripts: as simple-evals reads them, and as translations of MMLU print them. */
const alphabets = ['أبجده', 'ا', 'অবডঢ', 'কখগঘঙ', 'कखगघ', 'アイウエオ', 'ⒶⒷⒸⒹⒺ'];

const latin = new Map(
  alphabets.flatMap((letters) =>
    Array.from(letters, (letter, index) => [letter, String.fromCharCode(65 + index)] as const),
  ),
);

/** Latin letters for full-width ones and for letters of other scripts that stand alone. No character moves. */
export function plainLabels(response: string): string {
  return withoutTags(response)
    .replace(/[Ａ-Ｚａ-ｚ０-９（）：．]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(
      /(?<![\p{L}\p{M}])[أبجدهااবডঢঅকখগঘঙकखगघアイウエオⒶ-Ⓔ](?![\p{L}\p{M}])/gu,
      (letter) => latin.get(letter) ?? letter,
    );
}

export interface Label {
  /** Of the option; undefined for a letter that no option has. */
  index: number | undefined;
  start: number;
  end: number;
  /** Whether the statement ends right behind the label, but for what closes it. */
  closed: boolean;
}

export type LabelReader = (text: string, place: number) => Label | undefined;

/** Words and signs between an announcement and the label. */
const before = String.raw`(?:[\s*_\x60"'“”«‘’:=>~$([【{|#-]|\\[$([ ,;!]|\\(?:text|textbf|mathbf|mathrm|boxed|fbox|bf|rm)(?![a-z])|(?:the\s)?(?:option|choice|letter|alternative|answer|either|both|clearly|definitely|simply|just|(?:most )?likely|probably|actually|indeed|still)(?!\p{L}))*`;

const quotes = `*_"'\\x60”’$`;
const opened = new RegExp(`[([【{${quotes}“‘]$`);
const closed = new RegExp(
  `^[${quotes}}\\\\]{0,4}(?:[)\\]】.:,;!?。，；、|<]|\\s*$|\\s*\\n|[${quotes}}](?:\\s|$))`,
);
/** What makes a longer name of the letter: AB, B2, A's, C++, C#, B-cell, 2.5. Japanese and Korean join it to a verb. */
const longer =
  /^(?:[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}\p{M}+#]|[.,]\d|['’]\p{L}|-[\p{L}\p{N}])/u;
const reason = /^(?:\s+(?:because|since|as|due|which|or|and|[(–—|])|\p{L})/iu;

/**
 * Reads the label at a place, behind decoration and words such as "option". Small letters count only where the statement
 * ends behind them or brackets close them; so do "A" and "I", unless a reason follows: they are words.
 */
export function labelReader(labels: readonly string[]): LabelReader {
  const names = [...labels].sort((a, b) => b.length - a.length).map(escaped);
  const pattern = new RegExp(`${before}(${names.join('|')}|[a-z])`, 'iuy');
  return (text, place) => {
    const window = text.slice(place, place + 200);
    pattern.lastIndex = 0;
    const match = pattern.exec(window);
    const name = match?.[1];
    if (!match || name === undefined) return undefined;
    const rest = window.slice(match[0].length);
    if (longer.test(rest)) return undefined;
    const bracketed = opened.test(match[0].slice(0, -name.length)) && /^[)\]】}*_"'\x60”’$]/.test(rest);
    const ends = closed.test(rest);
    const word = /^[a-zAI]$/.test(name);
    if (word && !bracketed && !ends && !(/^[AI]$/.test(name) && reason.test(rest))) return undefined;
    const end = place + match[0].length;
    return { index: indexOf(name, labels), start: end - name.length, end, closed: ends || bracketed };
  };
}

/** A label, or with labels that are no letters the letter of the place (the "B" of options 1, 2, 3). */
function indexOf(name: string, labels: readonly string[]): number | undefined {
  const upper = name.toUpperCase();
  const label = labels.findIndex((own) => own.toUpperCase() === upper);
  if (label !== -1) return label;
  const letter = upper.charCodeAt(0) - 65;
  const lettered = labels.some((own) => /^[A-Z]$/i.test(own));
  return !lettered && upper.length === 1 && letter >= 0 && letter < labels.length ? letter : undefined;
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
