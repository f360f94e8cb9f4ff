/** One changed question: what was asked, both answers side by side, what the judge or the grader said of each. */

import { useEffect, useMemo, useState } from 'preact/hooks';
import type { QuestionTexts } from '../../src/results/report/shape.ts';
import { ReadingContext } from '../state/reading.ts';
import { Plain } from '../text/plain.tsx';
import { Turn } from '../transcripts/turn.tsx';
import { formatAddress } from './address.ts';
import { addressOf, changesIn, type NamedChange, useCompare } from './context.ts';
import { kindText, questionScore } from './words.ts';

export function ChangePage() {
  const { page, address } = useCompare();
  const listed = useMemo(() => changesIn(page, address), [page, address]);
  const place = listed.findIndex(({ change }) => change.question === address.question);
  const named = listed[place];
  if (!named) {
    return (
      <p class="quiet">
        There is no transcript of question <Plain text={address.question} /> here.{' '}
        <a href={formatAddress({ ...address, page: 'changes', question: '' })}>All that changed</a>
      </p>
    );
  }
  const { change, bench, candidate } = named;
  return (
    <article class="question" aria-labelledby="question-title">
      <header class="question-head">
        <h2 id="question-title">
          Question <Plain text={change.question} />{' '}
          <small>
            <Plain text={bench.bench} />, <Plain text={bench.judge} />
          </small>
        </h2>
        <Neighbours listed={listed} place={place} />
      </header>
      <p>
        <span class={`change-${change.kind}`}>{kindText(change.kind, bench)}</span>:{' '}
        <Plain text={page.base} /> {questionScore(change.scores[0])}, <Plain text={candidate.model} />{' '}
        {questionScore(change.scores[1])}
      </p>
      <Texts named={named} />
    </article>
  );
}

function Neighbours({ listed, place }: { listed: readonly NamedChange[]; place: number }) {
  const { address } = useCompare();
  const [previous, next] = [listed[place - 1], listed[place + 1]];
  return (
    <nav class="neighbours" aria-label="Changed questions">
      {previous && (
        <a href={addressOf(previous)} rel="prev">
          ← previous
        </a>
      )}
      <span class="quiet">
        {place + 1} of {listed.length}
      </span>
      {next && (
        <a href={addressOf(next)} rel="next">
          next →
        </a>
      )}
      <a href={formatAddress({ ...address, page: 'changes', question: '' })}>list</a>
    </nav>
  );
}

function Texts({ named: { change, bench, candidate } }: { named: NamedChange }) {
  const { page, address, filter } = useCompare();
  const loaded = useChangeTexts(change.texts);
  const reading = useMemo(() => ({ raw: address.raw, scale: bench.scale }), [address.raw, bench]);
  if (!loaded) return <p class="quiet">Reading …</p>;
  if ('failure' in loaded) return <p class="warn">These texts cannot be read: {loaded.failure}</p>;
  const models = [page.base, candidate.model];
  const texts = {
    ...loaded.texts,
    scores: loaded.texts.scores.filter(({ judge }) => judge === bench.judge),
    answers: loaded.texts.answers.filter(({ model }) => models.includes(model)),
  };
  const turns = Math.max(texts.turns.length, 1, ...texts.scores.map(({ turn }) => turn));
  return (
    <ReadingContext.Provider value={reading}>
      <label class="field check screen">
        <input type="checkbox" checked={address.raw} onChange={() => filter({ raw: !address.raw })} />
        <span>Source</span>
      </label>
      {Array.from({ length: turns }, (_, turn) => (
        <Turn key={turn} turn={turn + 1} of={turns} texts={texts} models={models} />
      ))}
    </ReadingContext.Provider>
  );
}

type Loaded = { texts: QuestionTexts } | { failure: string } | undefined;

/** Undefined while they are on their way. */
function useChangeTexts(number: number): Loaded {
  const { texts } = useCompare();
  const [loaded, setLoaded] = useState<{ number: number; result: Loaded }>();
  useEffect(() => {
    let wanted = true;
    const show = (result: Loaded) => wanted && setLoaded({ number, result });
    texts(number).then(
      (found) => show({ texts: found }),
      (error: unknown) => show({ failure: error instanceof Error ? error.message : String(error) }),
    );
    return () => {
      wanted = false;
    };
  }, [number, texts]);
  return loaded?.number === number ? loaded.result : undefined;
}
