/** Reads the texts of a report, one question at a time: nothing else of the files is in memory. */

import { z } from 'zod';
import { answerSchema } from '../../../records/answer.ts';
import { singleJudgmentSchema } from '../../../records/judgment.ts';
import { pairJudgmentSchema } from '../../../records/pair-judgment.ts';
import { voteSchema } from '../../../records/vote.ts';
import { isFailedChoice } from '../../../store/answers/answers.ts';
import { checkRecord } from '../../../store/jsonl/reader.ts';
import { openRecords } from '../../../store/jsonl/record-index.ts';
import { group } from '../../leaderboard/score.ts';
import type { QuestionTexts } from '../../report/shape.ts';
import { answerTexts, gameTexts, questionTexts, scoreTexts, voteTexts } from '../../report/texts.ts';
import type { PlacedAnswer, RecordPlace } from './lines.ts';
import type { ReportInput } from './report.ts';

/** Looks up the texts of a question by its key. The caller closes it. */
export interface TextReader {
  read: (key: string) => Promise<QuestionTexts>;
  close: () => Promise<void>;
}

/** Where the texts stand. */
export interface TextPlaces extends Omit<ReportInput, 'overview' | 'answers'> {
  answers: readonly Omit<PlacedAnswer, 'flags'>[];
}

export function openTexts({ questions, answers, scores, games }: TextPlaces): TextReader {
  const byQuestion = {
    answers: group(answers, ({ question }) => question),
    scores: group(scores, ({ question }) => question),
    games: group(games, ({ question }) => question),
  };
  const { read, close } = openFiles();
  return {
    close,
    read: async (key) => {
      const texts = questionTexts(key, questions.get(key));
      for (const { model, ...place } of byQuestion.answers.get(key) ?? []) {
        const answer = await read(place, answerSchema);
        const choices = answer.choices.filter((choice) => !isFailedChoice(choice));
        texts.answers.push(...answerTexts(model, { ...answer, choices }));
      }
      for (const { score, flags, ...place } of byQuestion.scores.get(key) ?? []) {
        texts.scores.push(scoreTexts(await read(place, singleJudgmentSchema), score, flags));
      }
      for (const { isVote, flags, ...place } of byQuestion.games.get(key) ?? []) {
        texts.games.push(
          isVote
            ? voteTexts(await read(place, voteSchema), flags)
            : gameTexts(await read(place, pairJudgmentSchema), flags),
        );
      }
      return texts;
    },
  };
}

const anything = z.looseObject({});

/** Keeps each file open, whatever its lines are read as. */
function openFiles() {
  const open = new Map<string, ReturnType<typeof openRecords<typeof anything>>>();
  const read = async <Schema extends z.ZodType>(
    { file, span }: RecordPlace,
    schema: Schema,
  ): Promise<z.infer<Schema>> => {
    const known = open.get(file) ?? openRecords(file, anything);
    open.set(file, known);
    return checkRecord(await (await known).read(span), schema, { file, line: span.number });
  };
  const close = async () => {
    for (const each of open.values()) await (await each).close();
  };
  return { read, close };
}
