/** Reads what stands between the brackets of a verdict. What is not beyond doubt is not read. */

import type { OutputFormat } from '../../records/judge-prompt.ts';
import { labelOf, withoutTags } from './label.ts';

export type Verdict =
  | { kind: 'rating'; rating: number }
  | {
      kind: 'winner';
      winner: 'A' | 'B' | 'tie';
      /** True of the outer two of five steps; undefined in formats that have no such. */
      strong?: boolean;
      /** How strongly B is preferred, 0 to 1, by log-probabilities. */
      preference?: number;
    }
  | { kind: 'unparsed'; reason: string };

/** Scores closer than this are a tie in the format `[[rating_a,rating_b]]` (FastChat's `TIE_DELTA`). */
const tieDelta = 0.1;

/** The verdict in a bracket's text, half-width; `unparsed` says why there is none. */
export function readVerdict(content: string, format: OutputFormat): Verdict {
  const text = withoutDecoration(content);
  if (format === '[[rating]]') return readScore(text) ?? refuse(content, 'a rating from 1 to 10');
  if (format === '[[A>>B]]') return readSteps(text) ?? refuse(content, 'A>>B, A>B, A=B, B>A or B>>A');
  if (format === '[[A]]') return readWinner(text) ?? refuse(content, 'A, B or C');
  return readScorePair(text) ?? refuse(content, 'two ratings from 1 to 10');
}

/**
 * What an unreadable bracket is: the format itself by name (`[[rating]]`, `[[A|B|C]]`), which says nothing; an attempt
 * at a verdict (`[[11]]`, `[[7 or 8]]`, `[[A or B]]`); or any other text, such as a link to a page of a wiki.
 */
export function kindOfUnreadable(content: string, format: OutputFormat): 'format' | 'attempt' | 'text' {
  const text = withoutDecoration(content).toLowerCase();
  if (text === '' || formatNames.test(text)) return 'format';
  if (!/\d/.test(text) && ['verdict', 'outcome'].includes(labelOf(text))) return 'format';
  const attempt = format.startsWith('[[A') ? /^(?:\p{L}+ )?[abc](?![\p{L}\p{N}])/u : /^[^\p{L}]*\d/u;
  return attempt.test(text.replace(/^[^:=]*[:=]/, '')) ? 'attempt' : 'text';
}

export function sameVerdict(a: Verdict, b: Verdict): boolean {
  if (a.kind === 'rating' && b.kind === 'rating') return a.rating === b.rating;
  if (a.kind === 'winner' && b.kind === 'winner') return a.winner === b.winner && a.strong === b.strong;
  return a.kind === 'unparsed' && b.kind === 'unparsed' && a.reason === b.reason;
}

const formatNames =
  /^(?:n|x|y|z|#|\?+|[.…_ -]+|(?:your |the )?(?:rating|score|number|verdict|winner)(?: (?:here|number|value))?|数値|数字|숫자|zahl|nombre|número|(?:rating|score)[ _]?a ?, ?(?:rating|score)[ _]?b|a ?[/|,] ?b ?(?:[/|,]|,? ?or) ?c|0?1 ?(?:-|–|to|\.\.+) ?10)$/;

function refuse(content: string, wanted: string): Verdict {
  return { kind: 'unparsed', reason: `"${content.trim()}" is not ${wanted}` };
}

/** Without emphasis, quotation marks, LaTeX commands, tags and a full stop at the end. */
function withoutDecoration(content: string): string {
  return withoutTags(content)
    .replace(/\\(?:text(?:bf|it|rm)?|math(?:bf|it|rm)|boxed)\s?\{([^{}]*)\}/g, '$1')
    .replace(/[*`$"'“”‘’„‚«»「」『』\\]|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, '')
    .replace(/[\s_]+/g, ' ')
    .replace(/^\s+|[\s.。!;]+$/g, '');
}

const units = '(?:points?|pts?|punkte?n?|puntos?|[点點分점])';
/** "8/10", "8 out of 10"; "10点満点中8点" has the scale in front, as Korean has. */
const scoreForm = new RegExp(
  `^(?:10 ?(?:点満点中|점 ?만점(?:에서|에|중)?|分満点中) ?)?(\\d+(?:\\.\\d+)?) ?\\.?${units}?(?: ?\\(?(?:/|(?:out )?of|von|sur|sobre|de) ?10(?:\\.0+)? ?${units}?\\)?)?$`,
  'i',
);

function readScore(text: string): Verdict | undefined {
  const match = scoreForm.exec(withoutLabel(text));
  const rating = Number(match?.[1] ?? Number.NaN);
  return rating >= 1 && rating <= 10 ? { kind: 'rating', rating } : undefined;
}

/** "Rating: 8", "评分：8", "Note = 8" without what stands before the sign. */
function withoutLabel(text: string): string {
  const match = /^([^:=]{1,40}?) ?[:=] ?(.+)$/.exec(text);
  if (!match || /\d/.test(match[1] ?? '')) return text;
  return ['verdict', 'outcome'].includes(labelOf(match[1] ?? '')) ? (match[2] ?? '') : text;
}

const sides = '(?:(?:assistant|model|answer|response|rating|score|助手|アシスタント|어시스턴트) ?)?';
const sideA = new RegExp(`^${sides}a ?[:=] ?`, 'i');
const sideB = new RegExp(`^${sides}b ?[:=] ?`, 'i');

function readScorePair(text: string): Verdict | undefined {
  const [a, b, ...rest] = text.split(/[,、]/).map((part) => part.trim());
  if (a === undefined || b === undefined || rest.length > 0 || sideA.test(a) !== sideB.test(b))
    return undefined;
  const first = readScore(a.replace(sideA, ''));
  const second = readScore(b.replace(sideB, ''));
  if (first?.kind !== 'rating' || second?.kind !== 'rating') return undefined;
  const difference = first.rating - second.rating;
  if (Math.abs(difference) <= tieDelta + Number.EPSILON * 8) return { kind: 'winner', winner: 'tie' };
  return { kind: 'winner', winner: difference > 0 ? 'A' : 'B' };
}

const assistants =
  '(?:(?:the |der |die |l|la |el )?(?:assistante?n?|asistente|respuesta|modelo|assistent(?:in)?|model|modell|modèle|answer|antwort|response|réponse|助手|模型|回答|答案|アシスタント|モデル|어시스턴트|모델|답변) ?)?';
const better =
  '(?: ?(?:wins|is better|is the winner|better|gewinnt|ist besser|gagne|est meilleure?|gana|es mejor|胜出?|获胜|勝出?|獲勝|更好|更优|の勝ち|の方が(?:良|よ)い|が(?:優|すぐ)れている|(?:의 )?승리?|가 더 (?:좋음|낫다|우수)))?';
const oneWins = new RegExp(`^${assistants}([ab])${better}$`, 'i');
const tie =
  /^(?:(?:it is |its )?(?:a )?(?:tie|draw)|c|unentschieden|gleichstand|égalité|match nul|ex[ -]?(?:æ|ae)quo|empate|平局|平手|和局|打平|引き分け|同点|무승부|동점|비김)$/i;
const comparison = /^([ab]) ?(>{1,2}|<{1,2}|=|≈|≫|≪) ?([ab])$/i;

/** "A", "Assistant A", "A wins", "Tie", "A>B", and several of these that say the same: "C: tie". */
function readWinner(text: string): Verdict | undefined {
  const compared = comparison.exec(text.normalize('NFC'));
  if (compared) return readComparison(compared);
  const parts = text.normalize('NFC').split(/\s*[:(),;=–—-]+\s*/);
  const found = parts.filter((part, index) => part !== '' && !(index === 0 && isLabel(part))).map(winnerOf);
  const [winner] = found;
  return winner !== undefined && found.every((other) => other === winner)
    ? { kind: 'winner', winner }
    : undefined;
}

function isLabel(text: string): boolean {
  return ['verdict', 'outcome'].includes(labelOf(text));
}

function winnerOf(text: string): 'A' | 'B' | 'tie' | undefined {
  if (tie.test(text)) return 'tie';
  const name = oneWins.exec(text)?.[1];
  return name === undefined ? undefined : name.toUpperCase() === 'A' ? 'A' : 'B';
}

/** One of five steps, in either order of the letters (`B<<A`), or a word for a tie. */
function readSteps(text: string): Verdict | undefined {
  const plain = withoutLabel(text.normalize('NFC').replaceAll('&gt;', '>').replaceAll('&lt;', '<'));
  if (tie.test(plain) && !/^c$/i.test(plain)) return { kind: 'winner', winner: 'tie', strong: false };
  const compared = comparison.exec(plain);
  const read = compared && readComparison(compared);
  if (read?.kind !== 'winner') return undefined;
  return { ...read, strong: /^(?:>>|<<|≫|≪)$/.test(compared?.[2] ?? '') };
}

function readComparison([, left = '', sign = '', right = '']: RegExpExecArray): Verdict | undefined {
  if (left.toUpperCase() === right.toUpperCase()) return undefined;
  if (sign === '=' || sign === '≈') return { kind: 'winner', winner: 'tie' };
  const winner = /^[>≫]/.test(sign) ? left : right;
  return { kind: 'winner', winner: winner.toUpperCase() === 'A' ? 'A' : 'B' };
}
