/**
 * vLLM: `GET /version`, and `root` and `max_model_len` of its `GET /v1/models`. The dtype stands in `GET /server_info` alone,
 * which it has in development mode (`VLLM_SERVER_DEV_MODE=1`).
 */

import { countOrNone, textOrNone } from '../fields.ts';
import { type DescribeServer, type ServedModel, withoutFolder } from './server.ts';

export const describeVllm: DescribeServer = async ({ get }, listed) => {
  const [{ version }, info] = await Promise.all([get('/version'), get('/server_info')]);
  const dtype = /\bdtype["']?[=:]\s*["']?(?:torch\.)?([a-z]+\d+)/.exec(JSON.stringify(info))?.[1];
  return {
    version: textOrNone(version),
    models: listed.map(({ id, root, max_model_len }): ServedModel => {
      const file = textOrNone(root);
      return {
        id: String(id),
        context: countOrNone(max_model_len),
        dtype,
        file: file && withoutFolder(file),
      };
    }),
  };
};
