/** What judges and voters said of the two models in view, when they stood side by side. */

import type { GameTexts } from '../../../src/results/report/shape.ts';
import { Plain } from '../../text/plain.tsx';
import { Prose } from '../../text/prose.tsx';
import { Flags } from '../lists/answer-list.tsx';

export function Games({ games, models }: { games: readonly GameTexts[]; models: readonly string[] }) {
  const met = games.filter(({ model_1, model_2 }) => models.includes(model_1) && models.includes(model_2));
  if (met.length === 0) return null;
  return (
    <section class="games" aria-labelledby="games">
      <h3 id="games">Against each other</h3>
      {met.map((game, place) => (
        <Match key={`${game.judge} ${game.turn} ${game.choice} ${game.repeat} ${place}`} game={game} />
      ))}
    </section>
  );
}

function Match({ game }: { game: GameTexts }) {
  const { judge, turn, repeat, winners, replies, unparsed, flags, model_1, model_2 } = game;
  return (
    <details class="judgment" open={replies.length === 0}>
      <summary>
        <span class="judge">
          <Plain text={judge ?? 'a voter'} />
          <small>
            {turn > 0 && ` turn ${turn}`}
            {repeat > 0 && `, repeat ${repeat}`}
          </small>
        </span>
        <Outcome game={game} />
        <Flags bits={flags} />
      </summary>
      {replies.map((reply, index) => (
        // A game has its place only.
        <div class="game" key={index === 0 ? 'first' : 'second'}>
          <h4>
            Game {index + 1}: <Plain text={index === 0 ? model_1 : model_2} /> stands first
            <small>
              {' '}
              <Winner name={winners[index]} game={game} />
            </small>
          </h4>
          {unparsed[index] && (
            <p class="warn">
              No winner was read: <Plain text={unparsed[index]} />
            </p>
          )}
          <Prose text={reply} />
        </div>
      ))}
    </details>
  );
}

/** Of both games together. */
function Outcome({ game }: { game: GameTexts }) {
  const [first, second = first] = game.winners;
  if (first === 'error' || second === 'error')
    return <span class="quiet">left out: a game has no winner</span>;
  if (first !== second) return <span>tie: the games disagree</span>;
  return <Winner name={first} game={game} />;
}

function Winner({ name, game }: { name: string | undefined; game: GameTexts }) {
  if (name === 'tie') return <span>tie</span>;
  if (name === 'inconsistent') return <span>tie: the vote changed with the order</span>;
  if (name !== 'model_1' && name !== 'model_2') return <span>no winner</span>;
  return (
    <span>
      <Plain text={game[name]} /> wins
    </span>
  );
}
