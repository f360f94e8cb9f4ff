/** One question with all that was said: turns, answers of one model or two side by side, reference, judgments. */

import type { QuestionTexts } from '../../src/results/report/shape.ts';
import { formatAddress } from '../state/address.ts';
import { usePage } from '../state/page-context.ts';
import { useTexts } from '../state/use-texts.ts';
import { Plain } from '../text/plain.tsx';
import { Choice } from './filters.tsx';
import { Games } from './games/games.tsx';
import { ModelStrip } from './model-strip.tsx';
import { useNeighbours } from './neighbours.ts';
import { Turn } from './turn.tsx';

export function QuestionPage() {
  const { overview, address } = usePage();
  const place = overview.questions.findIndex(({ key }) => key === address.question);
  const loaded = useTexts(place);
  const entry = overview.questions[place];
  if (!entry) {
    return (
      <p class="quiet">
        There is no question <Plain text={address.question} /> here.
      </p>
    );
  }
  return (
    <article class="question" aria-labelledby="question-title">
      <header class="question-head">
        <h2 id="question-title">
          Question <Plain text={entry.key} />{' '}
          <small>
            <Plain text={entry.category ?? 'not in this bench'} />
          </small>
        </h2>
        <Neighbours place={place} />
      </header>
      {!loaded && <p class="quiet">Reading …</p>}
      {loaded && 'failure' in loaded && <p class="warn">These texts cannot be read: {loaded.failure}</p>}
      {loaded && 'texts' in loaded && loaded.texts.omitted && <Omitted />}
      {loaded && 'texts' in loaded && !loaded.texts.omitted && (
        <Conversation place={place} texts={loaded.texts} />
      )}
    </article>
  );
}

function Omitted() {
  const { overview } = usePage();
  return (
    <p class="quiet">
      This report holds the transcripts of {overview.withTexts?.length} of {overview.questions.length}{' '}
      questions, and not of this one: <code>mt-judge view</code> shows all.
    </p>
  );
}

function Neighbours({ place }: { place: number }) {
  const { address } = usePage();
  const { previous, next, position, of } = useNeighbours(place);
  const href = (question: string) => formatAddress({ ...address, question });
  return (
    <nav class="neighbours" aria-label="Questions">
      {previous !== undefined && (
        <a href={href(previous)} rel="prev">
          ← previous <kbd>k</kbd>
        </a>
      )}
      <span class="quiet">{position > 0 ? `${position} of ${of}` : `outside the ${of} of the list`}</span>
      {next !== undefined && (
        <a href={href(next)} rel="next">
          <kbd>j</kbd> next →
        </a>
      )}
      <a href={formatAddress({ ...address, page: 'transcripts' })}>list</a>
    </nav>
  );
}

function Conversation({ place, texts }: { place: number; texts: QuestionTexts }) {
  const { overview, address, go } = usePage();
  const answered = new Set(texts.answers.map(({ model }) => model));
  for (const { model } of texts.scores) answered.add(model);
  for (const { model_1, model_2 } of texts.games) answered.add(model_1).add(model_2);
  const models = overview.models.filter((model) => answered.has(model));
  const [left, right] = chosenModels(models, address);
  const turns = Math.max(
    texts.turns.length,
    ...texts.scores.map(({ turn }) => turn),
    ...texts.answers.map((each) => each.turns.length),
  );
  const shown = [left, right].filter((model) => model !== '');
  return (
    <>
      <ModelStrip question={place} models={models} left={left} right={right} />
      <div class="sides screen">
        <Choice label="Model" value={left} names={models} none="–" onChoice={(name) => go({ left: name })} />
        <Choice
          label="Next to it"
          value={right}
          names={models.filter((model) => model !== left)}
          none="none"
          onChoice={(name) => go({ right: name })}
        />
        <label class="field check">
          <input
            type="checkbox"
            checked={address.raw}
            onChange={() => go({ raw: !address.raw }, { replace: true })}
          />
          <span>Source</span>
        </label>
      </div>
      {Array.from({ length: turns }, (_, turn) => (
        <Turn key={turn} turn={turn + 1} of={turns} texts={texts} models={shown} />
      ))}
      {shown.length === 2 && <Games games={texts.games} models={shown} />}
    </>
  );
}

/** What the address names, if it has answered here; else the model that is filtered by, else the best. */
function chosenModels(
  models: readonly string[],
  { left, right, model }: { left: string; right: string; model: string },
): [string, string] {
  const first = [left, model].find((name) => models.includes(name)) ?? models[0] ?? '';
  return [first, models.includes(right) && right !== first ? right : ''];
}
