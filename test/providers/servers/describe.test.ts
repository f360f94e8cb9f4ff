/** What each server tells of its models, in one form; of what it does not tell, nothing is said. */

import { expect, test } from 'vitest';
import { describerOf } from '../../../src/providers/servers/describe.ts';
import { withoutFolder } from '../../../src/providers/servers/server.ts';
import { ollamaRoutes } from '../../support/local-server.ts';

const accessTo = (routes: Record<string, unknown>) => ({
  get: async (path: string) => (routes[path] ?? {}) as Record<string, unknown>,
});

test('llama.cpp tells build, file without its folder, quantisation, size, and the context of a slot', async () => {
  const meta = { n_ctx: 512, n_ctx_train: 8192, n_params: 134_515_008, size: 96_576_768, ftype: 'Q4_1' };
  const props = {
    model_path: '/home/someone/SmolLM2.Q4_1.gguf',
    build_info: 'b1-80fb11a',
    model_ftype: 'Q4_1',
  };
  const facts = await describerOf('llamacpp')(accessTo({ '/props': props }), [{ id: 'smol', meta }]);
  expect(facts).toEqual({
    version: 'b1-80fb11a',
    models: [
      {
        ...{ id: 'smol', context: 512, longestContext: 8192, quantization: 'Q4_1', size: 96_576_768 },
        file: 'SmolLM2.Q4_1.gguf',
      },
    ],
  });
});

test("a router of llama.cpp's gives no model the path that it has not", async () => {
  const props = { role: 'router', model_path: 'none', build_info: 'b1-80fb11a' };
  const facts = await describerOf('llamacpp')(accessTo({ '/props': props }), [{ id: 'a' }, { id: 'b' }]);
  expect(facts.models.map(({ file }) => file)).toEqual([undefined, undefined]);
});

test('Ollama tells digest, quantisation, size, and the context of what is loaded', async () => {
  const facts = await describerOf('ollama')(accessTo(ollamaRoutes('a80c4f17acd5')), []);
  expect(facts).toEqual({
    version: '0.12.6',
    models: [
      {
        ...{ id: 'llama3.2:3b', context: 4096, quantization: 'Q4_K_M' },
        ...{ digest: 'a80c4f17acd5', size: 2_019_393_189 },
      },
    ],
  });
});

test('vLLM tells version, context and repository; the dtype where it is in development mode', async () => {
  const listed = [{ id: 'm', root: 'meta-llama/Llama-3.2-3B-Instruct', max_model_len: 131_072 }];
  const routes = { '/version': { version: '0.11.0' } };
  const plain = await describerOf('vllm')(accessTo(routes), listed);
  const file = 'meta-llama/Llama-3.2-3B-Instruct';
  expect(plain).toEqual({
    version: '0.11.0',
    models: [{ id: 'm', context: 131_072, dtype: undefined, file }],
  });
  const info = { '/server_info': { vllm_config: "model='m', dtype=torch.bfloat16, max_seq_len=131072" } };
  const developing = await describerOf('vllm')(accessTo({ ...routes, ...info }), listed);
  expect(developing.models[0]?.dtype).toBe('bfloat16');
});

test('LM Studio tells quantisation, and the context that is loaded apart from the longest', async () => {
  const known = {
    ...{ id: 'qwen', quantization: '4bit', state: 'loaded' },
    ...{ max_context_length: 32_768, loaded_context_length: 4096 },
  };
  const facts = await describerOf('lmstudio')(accessTo({ '/api/v0/models': { data: [known] } }), [
    { id: 'qwen' },
    { id: 'other' },
  ]);
  expect(facts.models[0]).toEqual({
    id: 'qwen',
    context: 4096,
    longestContext: 32_768,
    quantization: '4bit',
  });
  expect(facts.models[1]?.quantization).toBeUndefined();
});

test.each(['llamacpp', 'ollama', 'vllm', 'lmstudio', 'openai'])(
  '%s that tells nothing of its own, or nonsense, is listed by name',
  async (endpoint) => {
    const nonsense = new Proxy({}, { get: () => 7 });
    for (const get of [async () => ({}), async () => nonsense]) {
      const facts = await describerOf(endpoint)({ get }, [{ id: 'm' }]);
      expect(facts.models.map(({ id }) => id)).toEqual(['m']);
      expect(facts.models[0]).not.toHaveProperty('digest', 7);
      expect(facts.models[0]).not.toHaveProperty('quantization', 7);
    }
  },
);

test('the folder of a file is left out, the owner of a repository is not', () => {
  expect(withoutFolder('/srv/models/a.gguf')).toBe('a.gguf');
  expect(withoutFolder('C:\\models\\a.gguf')).toBe('a.gguf');
  expect(withoutFolder('./a.gguf')).toBe('a.gguf');
  expect(withoutFolder('~/models/a.gguf')).toBe('a.gguf');
  expect(withoutFolder('owner/a')).toBe('owner/a');
});
