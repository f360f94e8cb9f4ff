/** Which servers have addresses of their own to ask, and what every other one tells. */

import { countOrNone, textOrNone } from '../fields.ts';
import { describeLlamacpp } from './llamacpp.ts';
import { describeLmstudio } from './lmstudio.ts';
import { describeOllama } from './ollama.ts';
import type { DescribeServer, ServedModel } from './server.ts';
import { describeVllm } from './vllm.ts';

const servers: ReadonlyMap<string, DescribeServer> = new Map([
  ['ollama', describeOllama],
  ['llamacpp', describeLlamacpp],
  ['vllm', describeVllm],
  ['lmstudio', describeLmstudio],
]);

/** Whether an endpoint is a server of one's own by name. */
export function isLocalServer(endpoint: string): boolean {
  return servers.has(endpoint);
}

export function describerOf(endpoint: string): DescribeServer {
  return servers.get(endpoint) ?? describeAny;
}

/** OpenRouter tells `context_length`, vLLM's kin `max_model_len`. */
const describeAny: DescribeServer = async (_access, listed) => ({
  models: listed.map(
    ({ id, context_length, max_model_len }): ServedModel => ({
      id: textOrNone(id) ?? '',
      context: countOrNone(max_model_len) ?? countOrNone(context_length),
    }),
  ),
});
