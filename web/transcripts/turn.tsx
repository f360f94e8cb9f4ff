/** One turn: what was asked, what the models in view answered, the reference, what the judges said. */

import type { AnswerTexts, QuestionTexts } from '../../src/results/report/shape.ts';
import { countBefore, Pictures } from '../text/pictures.tsx';
import { Plain } from '../text/plain.tsx';
import { Prose } from '../text/prose.tsx';
import { AnswerFoot } from './answer-foot.tsx';
import { Judgment } from './judgment.tsx';

export interface TurnProps {
  /** From 1. */
  turn: number;
  of: number;
  texts: QuestionTexts;
  models: readonly string[];
}

export function Turn({ turn, of, texts, models }: TurnProps) {
  const asked = texts.turns[turn - 1];
  const reference = texts.reference?.[turn - 1];
  return (
    <section class="turn" aria-labelledby={`turn-${turn}`}>
      <h3 id={`turn-${turn}`}>{of > 1 ? `Turn ${turn}` : 'Question'}</h3>
      {(asked !== undefined || reference !== undefined) && (
        <div class="asking">
          {asked !== undefined && (
            <div class="asked">
              <Prose text={asked} />
              <Pictures urls={texts.pictures?.[turn - 1]} before={countBefore(texts.pictures, turn - 1)} />
            </div>
          )}
          {reference !== undefined && (
            <details class="reference">
              <summary>Reference</summary>
              <Prose text={reference} />
            </details>
          )}
        </div>
      )}
      <div class={models.length > 1 ? 'columns two' : 'columns'}>
        {models.map((model) => (
          <Side key={model} model={model} turn={turn} texts={texts} />
        ))}
      </div>
    </section>
  );
}

function Side({ model, turn, texts }: { model: string; turn: number; texts: QuestionTexts }) {
  const answers = texts.answers.filter((answer) => answer.model === model);
  const rated = texts.scores.filter((score) => score.model === model && score.turn === turn);
  const known = new Set(answers.map(({ choice }) => choice));
  return (
    <div class="side">
      {answers.map((answer) => (
        <AnswerTurn key={answer.choice} answer={answer} turn={turn} alone={answers.length === 1}>
          {rated.filter(({ choice }) => choice === answer.choice)}
        </AnswerTurn>
      ))}
      {answers.length === 0 && (
        <p class="quiet">
          The answer of <Plain text={model} /> is not available.
        </p>
      )}
      {rated
        .filter(({ choice }) => !known.has(choice))
        .map((score) => (
          <Judgment key={`${score.judge} ${score.repeat} ${score.choice}`} texts={score} />
        ))}
    </div>
  );
}

interface AnswerTurnProps {
  answer: AnswerTexts;
  turn: number;
  alone: boolean;
  children: QuestionTexts['scores'];
}

function AnswerTurn({ answer, turn, alone, children: scores }: AnswerTurnProps) {
  const said = answer.turns[turn - 1];
  return (
    <div class={scores.length > 0 ? 'answer judged' : 'answer'}>
      <div class="said">
        <h4>
          <Plain text={answer.model} />
          {!alone && <small> choice {answer.choice}</small>}
        </h4>
        {said ? <Prose text={said.text} /> : <p class="quiet">No answer to this turn.</p>}
        {said?.reasoning !== undefined && (
          <details class="reasoning">
            <summary>Reasoning</summary>
            <Prose text={said.reasoning} />
          </details>
        )}
        {said && <AnswerFoot said={said} model={answer.model} />}
      </div>
      {scores.length > 0 && (
        <div class="verdicts">
          {scores.map((score, place) => (
            <Judgment key={`${score.judge} ${score.repeat} ${place}`} texts={score} answer={said?.text} />
          ))}
        </div>
      )}
    </div>
  );
}
