/** The page. */

import type { Overview, Source } from '../src/results/report/shape.ts';
import { Leaderboard } from './figures/leaderboard.tsx';

export function App({ overview }: { overview: Overview; source: Source }) {
  return <main>{overview.single && <Leaderboard board={overview.single} />}</main>;
}
