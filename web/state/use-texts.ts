/** The texts of one question, as soon as they are there. */

import { useEffect, useState } from 'preact/hooks';
import type { QuestionTexts } from '../../src/results/report/shape.ts';
import { usePage } from './page-context.ts';

export type Loaded = { texts: QuestionTexts } | { failure: string } | undefined;

/** Undefined while they are on their way; -1 is no question. */
export function useTexts(question: number): Loaded {
  const { source, overview } = usePage();
  const [loaded, setLoaded] = useState<{ question: number; result: Loaded }>();
  // A new overview means that the texts may be others, too.
  useEffect(() => {
    let wanted = true;
    const show = (result: Loaded) => wanted && setLoaded({ question, result });
    if (question >= 0) {
      source.texts(question).then(
        (texts) => show({ texts }),
        (error: unknown) => show({ failure: error instanceof Error ? error.message : String(error) }),
      );
    }
    return () => {
      wanted = false;
    };
  }, [question, source, overview]);
  return loaded?.question === question ? loaded.result : undefined;
}
