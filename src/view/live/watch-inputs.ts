/** Tells whether what judgments are compared with has changed: the questions and the answers. */

import { listAnswerFiles } from '../../store/answers/answers.ts';
import { questionsFile } from '../../store/bench/paths.ts';
import { signature } from '../../store/files/signature.ts';

export interface Surroundings {
  /** True where anything is other than at the poll before. */
  poll: () => Promise<boolean>;
  /** A name of what the last poll has seen. */
  now: () => string;
}

export function followSurroundings({ dataDir, bench }: { dataDir: string; bench: string }): Surroundings {
  let seen = '';
  return {
    now: () => seen,
    poll: async () => {
      const files = [await questionsFile(dataDir, bench), ...(await listAnswerFiles(dataDir, bench))];
      const now = JSON.stringify(await Promise.all(files.map(signature)));
      const changed = now !== seen;
      seen = now;
      return changed;
    },
  };
}
