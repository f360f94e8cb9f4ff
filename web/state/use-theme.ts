/** Light or dark: what the system says, until somebody says otherwise. */

import { useEffect, useState } from 'preact/hooks';

export const themes = ['system', 'light', 'dark'] as const;

export type Theme = (typeof themes)[number];

const name = 'mt-judge-theme';

export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState<Theme>(remembered);
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    try {
      localStorage.setItem(name, theme);
    } catch {
      // A page from disk may be denied any storage: the choice then lasts as long as the page.
    }
  }, [theme]);
  return [theme, setTheme];
}

function remembered(): Theme {
  try {
    return themes.find((theme) => theme === localStorage.getItem(name)) ?? 'system';
  } catch {
    return 'system';
  }
}
