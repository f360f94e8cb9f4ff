/**
 * Arena-Hard-Auto's judgments: `{"uid": "…", "category": "hard_prompt", "judge": "gpt-4.1", "model": "m", "baseline": "…", "games":
 * [{"score": "A>B", "judgment": {"answer": "…"}, "prompt": […]}, {…}]}`. The baseline is A in game 1 and B in game 2. In
 * earlier files `question_id`, no baseline, and of a game `{"user_prompt": "…", "judgment": "…", "score": "A>B"}`.
 */

import { type FiveStep, fiveSteps, type GameWinner, type PairJudgment } from '../../records/pair-judgment.ts';
import { isObject, type Row, refuse, shownValue, textOf } from '../data/row.ts';

interface ArenaSettings {
  /** Of the folder; a row may name another. */
  judge: string;
  release: { baselines: Readonly<Record<string, string>> };
  categoryOf: ReadonlyMap<string, string>;
}

/** A null game, or one whose score is null, is an error; a label that is none of the five steps is refused with its place. */
export function arenaJudgment(row: Row, { judge, release, categoryOf }: ArenaSettings): PairJudgment {
  const { uid, question_id, baseline } = row.fields;
  const id = uid ?? question_id;
  if (typeof id !== 'string' && typeof id !== 'number')
    return refuse(row, 'it has neither uid nor question_id');
  const model = textOf(row, 'model');
  const { category = categoryOf.get(String(id)) } = row.fields;
  const only = Object.values(release.baselines)[0];
  const known = typeof category === 'string' ? release.baselines[category] : only;
  const against = typeof baseline === 'string' ? baseline : (known ?? only ?? '');
  if (against === model) return refuse(row, `it compares ${model} with itself`);
  const [first, second] = gamesOf(row);
  const judgeId = row.fields.judge;
  return {
    ...{ question_id: id, model_1: against, model_2: model },
    ...{ g1_winner: winnerOf(first.label, 1), g2_winner: winnerOf(second.label, 2) },
    judge: [typeof judgeId === 'string' && judgeId !== '' ? judgeId : judge, 'arena-hard'],
    ...{ g1_user_prompt: first.prompt, g1_judgment: first.text },
    ...{ g2_user_prompt: second.prompt, g2_judgment: second.text, turn: 1, tstamp: 0 },
    ...(first.label ? { g1_label: first.label } : { g1_unparsed: 'the file has no verdict' }),
    ...(second.label ? { g2_label: second.label } : { g2_unparsed: 'the file has no verdict' }),
  };
}

interface Game {
  label: FiveStep | undefined;
  prompt: string;
  text: string;
}

function gamesOf(row: Row): [Game, Game] {
  const { games } = row.fields;
  if (!Array.isArray(games) || games.length !== 2)
    return refuse(row, `games must be a list of two, not ${shownValue(games)}`);
  const [first, second] = games.map((game) => gameOf(row, game));
  return [first ?? noGame, second ?? noGame];
}

const noGame: Game = { label: undefined, prompt: '', text: '' };

function gameOf(row: Row, game: unknown): Game {
  if (game === null) return noGame;
  if (!isObject(game)) return refuse(row, `a game must be an object or null, not ${shownValue(game)}`);
  const { score, judgment, prompt, user_prompt } = game;
  const text = isObject(judgment) ? judgment.answer : judgment;
  const asked: unknown = Array.isArray(prompt) ? prompt.at(-1) : undefined;
  const sent = isObject(asked) ? asked.content : user_prompt;
  return {
    label: score === null || score === undefined ? undefined : labelOf(row, score),
    prompt: typeof sent === 'string' ? sent : '',
    text: typeof text === 'string' ? text : '',
  };
}

/** Of a label in any case and order: `b<<a` is `A>>B`. */
function labelOf(row: Row, score: unknown): FiveStep {
  const [, left = '', sign = '', right = ''] =
    (typeof score === 'string' && /^([AB])([<>]{1,2}|=)([AB])$/.exec(score.trim().toUpperCase())) || [];
  const turned = { '<': '>', '<<': '>>' }[sign];
  const forward = turned === undefined ? `${left}${sign}${right}` : `${right}${turned}${left}`;
  const label = forward === 'B=A' ? 'A=B' : fiveSteps.find((step) => step === forward);
  return (
    label ?? refuse(row, `a score must be one of ${fiveSteps.join(', ')} or null, not ${shownValue(score)}`)
  );
}

/** In game 1 the baseline, model_1, is A; in game 2 it is B. */
function winnerOf(label: FiveStep | undefined, game: 1 | 2): GameWinner {
  if (label === undefined) return 'error';
  if (label === 'A=B') return 'tie';
  return label.startsWith('A') === (game === 1) ? 'model_1' : 'model_2';
}
