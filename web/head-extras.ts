/** What a page that is more than a file has to add to the head. */

import { type ComponentChildren, createContext } from 'preact';

export const HeadExtras = createContext<ComponentChildren>(undefined);
