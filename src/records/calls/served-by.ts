/** What identifies a model on a server of one's own: under one name, other weights may stand tomorrow. */

import { z } from 'zod';

export const servedBySchema = z.looseObject({
  /** The server program: `ollama`, `llamacpp`, `vllm`, `lmstudio`. */
  server: z.string(),
  /** Its version or build. */
  version: z.string().optional(),
  /** Name of the file or the repository of the weights, without the folder where they lie. */
  model_file: z.string().optional(),
  /** Hash of the model's manifest, where the server has one. */
  digest: z.string().optional(),
  quantization: z.string().optional(),
  dtype: z.string().optional(),
  /** Bytes of the weights. */
  size: z.int().nonnegative().optional(),
  /** Tokens of prompt and reply that the server takes. */
  context: z.int().nonnegative().optional(),
});

export type ServedBy = z.infer<typeof servedBySchema>;

/** What of it tells weights apart. Server and context may change without changing the model. */
const weightFields = ['digest', 'model_file', 'quantization', 'dtype', 'size'] as const;

export type Weights = Partial<Pick<ServedBy, 'server' | (typeof weightFields)[number]>>;

/** The part that tells weights apart; undefined where nothing does. */
export function weightsOf(served: ServedBy | undefined): Weights | undefined {
  if (!served) return undefined;
  const known = weightFields.flatMap((name) => (served[name] === undefined ? [] : [[name, served[name]]]));
  return known.length === 0 ? undefined : { server: served.server, ...Object.fromEntries(known) };
}

/** The fields in which two descriptions differ; what one of them does not say is no difference. Equal digests are enough. */
export function otherWeights(
  kept: Weights | undefined,
  now: Weights | undefined,
): { name: string; kept: unknown; now: unknown }[] {
  if (!kept || !now || kept.server !== now.server) return [];
  if (kept.digest !== undefined && kept.digest === now.digest) return [];
  return weightFields.flatMap((name) => {
    const [before, after] = [kept[name], now[name]];
    return before === undefined || after === undefined || before === after
      ? []
      : [{ name, kept: before, now: after }];
  });
}
