/** A question with two answers, side by side where the screen is wide enough, else one at a time. */

import { useEffect, useRef, useState } from 'preact/hooks';
import { visible } from '../text/invisible.ts';
import { countBefore, Pictures } from '../text/pictures.tsx';
import { Plain } from '../text/plain.tsx';
import { Prose } from '../text/prose.tsx';
import type { Pair, VoteName } from './arena-call.ts';

const sides = ['a', 'b'] as const;

type Side = (typeof sides)[number];

export interface PairViewProps {
  pair: Pair;
  revealed: { a: string; b: string } | undefined;
  cast: VoteName | undefined;
}

export function PairView({ pair, revealed, cast }: PairViewProps) {
  const [side, setSide] = useState<Side>('a');
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // The next pair begins at its beginning.
    scrollTo(0, 0);
    title.current?.focus({ preventScroll: true });
  }, []);
  return (
    <article class={`pair show-${side}`} aria-labelledby="pair-title">
      <h2 id="pair-title" ref={title} tabIndex={-1}>
        Which answer is better? <small>{visible(pair.category)}</small>
      </h2>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would group fields that are sent */}
      <div class="side-switch" role="group" aria-label="Answer in view">
        {sides.map((each) => (
          <button key={each} type="button" aria-pressed={side === each} onClick={() => setSide(each)}>
            Answer {each.toUpperCase()}
          </button>
        ))}
      </div>
      {pair.turns.map((asked, turn) => (
        // A turn has its place only.
        <section class="turn" key={turn} aria-labelledby={`turn-${turn}`}>
          <h3 id={`turn-${turn}`}>{pair.turns.length > 1 ? `Turn ${turn + 1}` : 'Question'}</h3>
          <div class="asked">
            <Prose text={asked} />
            <Pictures urls={pair.pictures?.[turn]} before={countBefore(pair.pictures, turn)} />
          </div>
          <div class="columns two">
            {sides.map((each) => (
              <div key={each} class={`side side-${each}${isChosen(each, cast) ? ' chosen' : ''}`}>
                <h4>
                  {each.toUpperCase()}
                  {revealed && (
                    <span class="revealed">
                      {' '}
                      <Plain text={revealed[each]} />
                    </span>
                  )}
                </h4>
                <Prose text={pair[each][turn] ?? ''} />
              </div>
            ))}
          </div>
        </section>
      ))}
    </article>
  );
}

function isChosen(side: Side, cast: VoteName | undefined): boolean {
  return cast === side || cast === 'tie';
}
