/** Models with their means, best first. */

import type { BoardJson } from '../../src/results/json.ts';
import { formatEstimate } from '../../src/results/number-format.ts';

export function Leaderboard({ board }: { board: BoardJson }) {
  return (
    <table>
      <tbody>
        {board.models.map(({ model, average }) => (
          <tr key={model}>
            <th scope="row">{model}</th>
            <td>{formatEstimate(average)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
