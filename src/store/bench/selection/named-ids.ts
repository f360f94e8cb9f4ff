/** Models and judges by any of their names: the id that files know, `<endpoint>/<model>`, an entry of models.yaml. */

import { UserError } from '../../../errors.ts';
import type { ModelsFile } from '../../../records/models.ts';
import { loadModels } from '../config-files.ts';

export interface Known {
  /** Asked for where a name may stand for another id only. */
  ids: () => Promise<Iterable<string>>;
  dataDir: string;
  configFile?: string | undefined;
}

/**
 * The ids that the names stand for, in their order. What is an id already stays as it is, even where it looks like an
 * endpoint and a model (`openai/gpt-4o` of a router); so does what stands for no id, for its reader to refuse.
 */
export async function idsNamed(names: readonly string[], known: Known): Promise<string[]> {
  const entries = await entriesOf(known);
  if (!names.some((name) => otherIds(name, entries).length > 0)) return [...names];
  const ids = new Set(await known.ids());
  return names.map((name) =>
    ids.has(name) ? name : (otherIds(name, entries).find((id) => ids.has(id)) ?? name),
  );
}

/** None where models.yaml cannot be read: that is said where it is needed. */
async function entriesOf({ dataDir, configFile }: Known): Promise<ModelsFile['models']> {
  try {
    return (await loadModels(dataDir, configFile)).models;
  } catch (error) {
    if (error instanceof UserError) return {};
    throw error;
  }
}

/** What a name may stand for besides itself. */
function otherIds(name: string, entries: ModelsFile['models']): string[] {
  const entry = Object.hasOwn(entries, name) ? entries[name]?.model_id : undefined;
  const slash = name.indexOf('/');
  return [
    ...(entry === undefined ? [] : [entry]),
    ...(slash > 0 && slash < name.length - 1 ? [name.slice(slash + 1)] : []),
  ];
}
