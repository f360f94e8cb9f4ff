/** LM Studio: its own `GET /api/v0/models` (`quantization`, `max_context_length`, `loaded_context_length`), as documented. */

import { countOrNone, fieldsOf, textOrNone } from '../fields.ts';
import type { DescribeServer, ServedModel } from './server.ts';

export const describeLmstudio: DescribeServer = async ({ get }, listed) => {
  const { data } = await get('/api/v0/models');
  const known = Array.isArray(data) ? data.map(fieldsOf) : [];
  return {
    models: listed.map(({ id }): ServedModel => {
      const model = known.find((each) => each.id === id) ?? {};
      return {
        id: String(id),
        context: countOrNone(model.loaded_context_length),
        longestContext: countOrNone(model.max_context_length),
        quantization: textOrNone(model.quantization),
      };
    }),
  };
};
