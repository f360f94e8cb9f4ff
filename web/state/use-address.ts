/** The address bar as state. */

import { useCallback, useEffect, useState } from 'preact/hooks';
import { type Address, formatAddress, parseAddress } from './address.ts';
import { changed, type Page } from './page-context.ts';

export function useAddress(): [Address, Page['go']] {
  const [address, setAddress] = useState(() => parseAddress(location.hash));
  useEffect(() => {
    const read = () => setAddress(parseAddress(location.hash));
    addEventListener('hashchange', read);
    return () => removeEventListener('hashchange', read);
  }, []);
  const go = useCallback<Page['go']>((change, { replace = false } = {}) => {
    const next = changed(parseAddress(location.hash), change);
    const hash = formatAddress(next);
    if (hash === location.hash) return;
    if (replace) history.replaceState(null, '', hash);
    else history.pushState(null, '', hash);
    setAddress(next);
  }, []);
  return [address, go];
}
