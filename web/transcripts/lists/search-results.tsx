/** Where the words of the search stand, as they are found. */

import { useEffect, useState } from 'preact/hooks';
import type { SearchHit } from '../../../src/results/report/shape.ts';
import { lookUp } from '../../state/lookup.ts';
import { usePage } from '../../state/page-context.ts';
import { Plain } from '../../text/plain.tsx';
import { useQuestionHref } from '../links.tsx';
import { Long } from '../long.tsx';

/** More finds than these are no finds. */
const most = 2000;

interface Found {
  words: string;
  hits: SearchHit[];
  done: boolean;
}

export function SearchResults({ questions }: { questions: readonly number[] }) {
  const { overview, address } = usePage();
  const found = useHits(address.search);
  const href = useQuestionHref();
  const wanted = new Set(questions);
  const hits = found.hits.filter(({ question, where }) => wanted.has(question) && isBy(where, address));
  return (
    <>
      {!found.done && (
        <p class="quiet" role="status">
          Looking through the texts …
        </p>
      )}
      {found.done && hits.length === 0 && <p class="quiet">Nothing found: other words, or fewer filters?</p>}
      <Long
        items={hits}
        named={found.done ? ['find', 'finds'] : ['find so far', 'finds so far']}
        render={({ question, where, excerpt }) => {
          const left =
            overview.models.find((model) => where === model || where.endsWith(` on ${model}`)) ?? '';
          return (
            <li key={`${question} ${where}`}>
              <a class="entry" href={href(question, { left })}>
                <span class="entry-id">
                  <Plain text={overview.questions[question]?.key ?? ''} />
                </span>
                <span class="entry-category">
                  <Plain text={where} />
                </span>
                <span class="entry-text">
                  <Plain text={excerpt} />
                </span>
              </a>
            </li>
          );
        }}
      />
    </>
  );
}

/** Whether a find is the model's or the judge's that is wanted: `gpt-4`, `gpt-4 on vicuna`. */
function isBy(where: string, { model, judge }: { model: string; judge: string }): boolean {
  const ofModel = model === '' || where === model || where.endsWith(` on ${model}`);
  const ofJudge = judge === '' || where === judge || where.startsWith(`${judge} on `);
  return ofModel && ofJudge;
}

/** Finds gather while the texts are looked through; what is shown follows a few times a second. */
function useHits(words: string): Found {
  const { overview, source } = usePage();
  const [found, setFound] = useState<Found>({ words: '', hits: [], done: false });
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    const search = async () => {
      const hits: SearchHit[] = [];
      let shown = performance.now();
      setFound({ words, hits, done: false });
      const finds = source.search?.(words, signal) ?? lookUp(words, { overview, source, signal });
      for await (const hit of finds) {
        hits.push(hit);
        if (performance.now() - shown > 200) {
          shown = performance.now();
          setFound({ words, hits: [...hits], done: false });
        }
        if (signal.aborted || hits.length >= most) break;
      }
      if (!signal.aborted) setFound({ words, hits: [...hits], done: true });
    };
    void search();
    return () => stop.abort();
  }, [words, overview, source]);
  return found.words === words ? found : { words, hits: [], done: false };
}
