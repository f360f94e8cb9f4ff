/**
 * Arena-Hard-Auto's answers: `{"uid": "…", "ans_id": "…", "model": "m", "messages": [{"role": "user", "content": "…"}, {"role":
 * "assistant", "content": {"answer": "…"}}], "tstamp": 1.5, "metadata": {"token_len": 9, "header_count": {"h1": 0, …},
 * "list_count": {…}, "bold_count": {…}}}`; in earlier files `{"question_id": "…", "model_id": "m", "choices": [{"index": 0,
 * "turns": [{"content": "…", "token_len": 9}]}], "conv_metadata": {…}}`.
 */

import type { Answer } from '../../records/answer.ts';
import { isObject, objectsOf, type Row, refuse, textOf } from '../data/row.ts';

/** With the style that the file tells, under its own name. */
export function arenaAnswer(row: Row): Answer {
  const { uid, question_id, ans_id, answer_id, tstamp, metadata, conv_metadata } = row.fields;
  const isNew = 'messages' in row.fields;
  const id = isNew ? uid : (uid ?? question_id);
  if (typeof id !== 'string' && typeof id !== 'number')
    return refuse(row, 'it has neither uid nor question_id');
  const name = ans_id ?? answer_id;
  return {
    question_id: id,
    answer_id: typeof name === 'string' ? name : '',
    model_id: textOf(row, isNew ? 'model' : 'model_id'),
    choices: [{ index: 0, turns: isNew ? answersIn(row) : turnsIn(row) }],
    tstamp: typeof tstamp === 'number' ? tstamp : 0,
    ...(isObject(metadata) ? { metadata } : {}),
    ...(isObject(conv_metadata) ? { conv_metadata } : {}),
  };
}

function answersIn(row: Row): string[] {
  const said = objectsOf(row, 'messages').filter(({ role }) => role === 'assistant');
  if (said.length === 0) return refuse(row, 'messages has none of the assistant');
  return said.map(({ content }) => {
    const text = isObject(content) ? content.answer : content;
    return typeof text === 'string' ? text : refuse(row, 'a message of the assistant has no text');
  });
}

function turnsIn(row: Row): string[] {
  const [choice] = objectsOf(row, 'choices');
  const turns = choice?.turns;
  if (!Array.isArray(turns)) return refuse(row, 'choices has no turns');
  return turns.map((turn: unknown) => {
    const text = isObject(turn) ? turn.content : turn;
    return typeof text === 'string' ? text : refuse(row, 'a turn of the answer has no text');
  });
}
