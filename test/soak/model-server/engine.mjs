/** A small language model in this process: llama.cpp through node-llama-cpp, with a bounded number of slots. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createGenerator } from './generate.mjs';
import { createPromptLogprobs } from './prompt-logprobs.mjs';
import { createSlots } from './slots.mjs';

/**
 * Loads a GGUF file. `packages` is a folder whose node_modules hold node-llama-cpp; `context` is the number of tokens of
 * each slot. `template` replaces the chat template of the file.
 */
export async function openEngine({ packages, gguf, context = 2048, slots = 2, threads = 1, template }) {
  const { getLlama, LlamaGrammarEvaluationState } = await importFrom(packages, 'node-llama-cpp');
  const { Template } = await importFrom(packages, '@huggingface/jinja');
  const llama = await getLlama({ gpu: false, build: 'never', maxThreads: threads, logLevel: 'error' });
  const model = await llama.loadModel({ modelPath: gguf });
  const created = await model.createContext({ contextSize: context, sequences: slots, threads });
  const sequences = Array.from({ length: slots }, () => created.getSequence());
  const within = createSlots(sequences);
  const { general, tokenizer } = model.fileInfo.metadata;
  const chat = new Template(template ?? tokenizer.chat_template);
  const shared = { model, within, context: created.contextSize };
  const grammarState = async (grammar) =>
    grammar && new LlamaGrammarEvaluationState({ model, grammar: await compile(llama, grammar) });
  return {
    general,
    context: created.contextSize,
    trainContext: model.trainContextSize,
    bytes: model.size,
    slots,
    busy: within.busy,
    tokenize: (text) => model.tokenize(text, true),
    /** Throws what the template throws: of a role that it does not take. */
    render: (messages) =>
      chat.render({
        messages,
        add_generation_prompt: true,
        bos_token: model.tokens.bosString ?? '',
        eos_token: model.tokens.eosString ?? '',
      }),
    generate: createGenerator({ ...shared, grammarState }),
    promptLogprobs: createPromptLogprobs(shared),
    close: () => llama.dispose(),
  };
}

/** A grammar in llama.cpp's notation (GBNF), or made of a JSON schema. */
function compile(llama, { gbnf, schema }) {
  return gbnf === undefined
    ? llama.createGrammarForJsonSchema(schema)
    : llama.createGrammar({ grammar: gbnf });
}

/** A package of a folder that is not this one's. */
async function importFrom(folder, name) {
  const root = join(folder, 'node_modules', name);
  const { exports } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  return import(pathToFileURL(join(root, exports['.'].import)).href);
}
