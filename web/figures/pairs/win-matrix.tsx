/** Who beats whom: the share of wins of the row's model against the column's, a tie as half a win. */

import type { Meeting } from '../../../src/results/report/shape.ts';
import { formatAddress, start } from '../../state/address.ts';
import { visible } from '../../text/invisible.ts';
import { Plain } from '../../text/plain.tsx';
import { Figure, TableFrame } from '../figure.tsx';

export function WinMatrix({ models, meetings }: { models: readonly string[]; meetings: readonly Meeting[] }) {
  const met = models.filter((name) =>
    meetings.some(({ model, opponent }) => model === name || opponent === name),
  );
  if (met.length < 2) return null;
  const found = new Map(
    meetings.flatMap((each) => [
      [JSON.stringify([each.model, each.opponent]), each] as const,
      [JSON.stringify([each.opponent, each.model]), turned(each)] as const,
    ]),
  );
  const numbered = met.length > 8 || met.some((name) => name.length > 16);
  return (
    <Figure
      id="matrix"
      title="Who beats whom"
      note={`wins of the row against the column${numbered ? ', named by its number' : ''}, in %; a tie is half a win`}
      wide
    >
      <TableFrame label="wins of each model against each other" names={met}>
        <table class="heat matrix">
          <thead>
            <tr>
              <th scope="col">Wins of</th>
              {met.map((name, place) => (
                <th key={name} scope="col" class="number">
                  {numbered ? <Numbered place={place} name={name} /> : <Plain text={name} />}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {met.map((row, place) => (
              <tr key={row}>
                <th scope="row">
                  {numbered && <small aria-hidden="true">{place + 1} </small>}
                  <Plain text={row} />
                </th>
                {met.map((column) => (
                  <Cell key={column} meeting={found.get(JSON.stringify([row, column]))} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
    </Figure>
  );
}

/** A column too narrow for its name, which a screen reader reads out. */
function Numbered({ place, name }: { place: number; name: string }) {
  return (
    <>
      <span aria-hidden="true" title={visible(name)}>
        {place + 1}
      </span>
      <span class="hidden">
        <Plain text={name} />
      </span>
    </>
  );
}

function Cell({ meeting }: { meeting: Meeting | undefined }) {
  if (!meeting) return <td class="heat-cell">·</td>;
  const { model, opponent, win, loss, tie } = meeting;
  const share = (win + tie / 2) / (win + loss + tie);
  const href = formatAddress({ ...start, page: 'transcripts', left: model, right: opponent });
  return (
    <td class={`heat-cell heat-${Math.round(share * 9)}`}>
      <a href={href} title={`${win} won, ${loss} lost, ${tie} tied`}>
        {(share * 100).toFixed(0)}
      </a>
    </td>
  );
}

function turned({ model, opponent, win, loss, tie }: Meeting): Meeting {
  return { model: opponent, opponent: model, win: loss, loss: win, tie };
}
