/** In the head: how far the files are read, and the way to the arena. */

import { useEffect, useState } from 'preact/hooks';
import type { Liveness, LiveSource } from './live-source.ts';

export function LiveMark({ source }: { source: LiveSource }) {
  const [liveness, setLiveness] = useState<Liveness>({ share: 0, whole: false });
  useEffect(() => source.onLiveness(setLiveness), [source]);
  return (
    <>
      <a href="/arena">Arena</a>
      <span class="live" role="status">
        {wordsOf(liveness)}
      </span>
    </>
  );
}

function wordsOf(liveness: Liveness): string {
  if (liveness === 'gone') return 'not connected';
  if (liveness.share < 1) return `read ${Math.floor(liveness.share * 100)} %`;
  return liveness.whole ? 'live' : 'computing …';
}
