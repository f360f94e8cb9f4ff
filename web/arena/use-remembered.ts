/** Choices that last beyond the page, where the browser lets them. */

import { useCallback, useState } from 'preact/hooks';

type Name = 'voter' | 'reveal';

export function useRemembered(name: Name): [boolean, (value: boolean) => void] {
  const [value, setValue] = useState(remembered(name, 'no') === 'yes');
  const set = useCallback(
    (next: boolean) => {
      setValue(next);
      remember(name, next ? 'yes' : 'no');
    },
    [name],
  );
  return [value, set];
}

export function remembered(name: Name, otherwise: string): string {
  try {
    return localStorage.getItem(`mt-judge-${name}`) ?? otherwise;
  } catch {
    return otherwise;
  }
}

export function remember(name: Name, value: string): void {
  try {
    localStorage.setItem(`mt-judge-${name}`, value);
  } catch {
    // It then lasts as long as the page.
  }
}
