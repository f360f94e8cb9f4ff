/** All figures of the bench. */

import { categoriesOf, ownValue } from '../../src/results/charts/by-name.ts';
import { ringsOf, scaleOf } from '../../src/results/charts/scale.ts';
import type { PairJson } from '../../src/results/pairwise/output.ts';
import type { BoardJson } from '../../src/results/render/json.ts';
import { usePage } from '../state/page-context.ts';
import { AccuracyFigures } from './accuracy.tsx';
import { Distribution, isLarge } from './distribution.tsx';
import { HeatMap } from './heat-map.tsx';
import { Leaderboard } from './leaderboard.tsx';
import { Made } from './made.tsx';
import { Notes } from './notes.tsx';
import { OrderBias } from './pairs/order-bias.tsx';
import { PairRatings } from './pairs/pair-ratings.tsx';
import { WinMatrix } from './pairs/win-matrix.tsx';
import { PanelAgreement } from './panel-agreement.tsx';
import { RadarFigure } from './radar-figure.tsx';
import { TurnChange } from './turns.tsx';

export function FiguresPage() {
  const { overview } = usePage();
  const { single, pairwise, models, meetings, notes } = overview;
  return (
    <div class="figures">
      {!single && !pairwise && (
        <p class="quiet">
          There are no judgments to show yet; what models have answered is in the transcripts.
        </p>
      )}
      {single &&
        (single.grader === undefined ? <SingleFigures board={single} /> : <AccuracyFigures board={single} />)}
      {pairwise && (
        <>
          <PairRatings board={pairwise} />
          <WinMatrix models={models} meetings={meetings} />
          {!single && <PairRadar board={pairwise} />}
          <OrderBias board={pairwise} />
        </>
      )}
      <Made provenance={[single?.provenance, pairwise?.provenance].filter((each) => each !== undefined)} />
      <Notes lines={[...notes.single, ...notes.pairwise]} />
    </div>
  );
}

function SingleFigures({ board }: { board: BoardJson }) {
  const large = isLarge(board);
  const scale = scaleOf(board);
  const axes = categoriesOf(board.models);
  const series = board.models.map(({ model, categories }) => ({
    name: model,
    values: axes.map((axis) => ownValue(categories, axis)?.score ?? null),
  }));
  return (
    <>
      <Leaderboard board={board} />
      <HeatMap board={board} />
      <RadarFigure
        title="Mean score by category"
        domain={scale}
        ticks={ringsOf(scale)}
        axes={axes}
        series={series}
        tall={!large}
      />
      {large && <TurnChange board={board} />}
      <Distribution board={board} />
      {!large && <TurnChange board={board} />}
      <PanelAgreement board={board} />
    </>
  );
}

function PairRadar({ board }: { board: PairJson }) {
  const axes = categoriesOf(board.models);
  const series = board.models.map(({ model, categories }) => ({
    name: model,
    values: axes.map((axis) => {
      const rate = ownValue(categories ?? {}, axis)?.win_rate_adjusted;
      return rate === null || rate === undefined ? null : rate * 100;
    }),
  }));
  return (
    <RadarFigure
      title="Adjusted win rate by category, in %"
      domain={[0, 100]}
      ticks={[25, 50, 75, 100]}
      axes={axes}
      series={series}
    />
  );
}
