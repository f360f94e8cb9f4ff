/** Asks who votes: each voter has a file of votes. */

import { useState } from 'preact/hooks';
import { remember } from './use-remembered.ts';

const pattern = '[A-Za-z0-9][A-Za-z0-9._\\-]{0,39}';
const rule = 'Letters, digits, dots, dashes, underscores; 40 at most. It names the file of your votes.';

export function VoterForm({ voter, done }: { voter: string; done: (name: string) => void }) {
  const [name, setName] = useState(voter);
  const submit = (event: Event) => {
    // Nothing is sent: the name goes with each vote.
    event.preventDefault();
    remember('voter', name);
    done(name);
  };
  return (
    <form class="voter-form" onSubmit={submit}>
      <label for="voter">Who votes?</label>
      <div>
        <input
          id="voter"
          type="text"
          required
          pattern={pattern}
          title={rule}
          autocomplete="nickname"
          aria-describedby="voter-rule"
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <button type="submit" class="primary">
          Start
        </button>
      </div>
      <p id="voter-rule" class="note">
        {rule}
      </p>
    </form>
  );
}
