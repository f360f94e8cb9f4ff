/** The JSON Schemas of all kinds of files, made from the zod schemas that read them. */

import { z } from 'zod';
import { fileKinds } from '../src/records/kinds.ts';

/** By file name, as text. What is accepted is described, before defaults are filled in. */
export function jsonSchemas(): Map<string, string> {
  return new Map(
    Object.entries(fileKinds).map(([name, { schema, title }]) => {
      const { $schema, ...described } = z.toJSONSchema(schema, {
        io: 'input',
        target: 'draft-07',
        override: dropSafeBounds,
      });
      return [`${name}.json`, `${JSON.stringify({ $schema, title, ...described }, null, 2)}\n`];
    }),
  );
}

/** That whole numbers are exact in JavaScript is no rule of the file. */
function dropSafeBounds({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
}
