/** Figures by name, where names are others': a category may be called `constructor`. */

import { compareNames } from '../compare-names.ts';

/** What stands under a name, and nothing that every object has. */
export function ownValue<Value>(values: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

/** The categories that any of the models has figures for. */
export function categoriesOf(
  models: readonly { categories?: Readonly<Record<string, unknown>> }[],
): string[] {
  return [...new Set(models.flatMap(({ categories = {} }) => Object.keys(categories)))].sort(compareNames);
}
