/** What the server answers: llama.cpp's paths, fields and errors (v0.4.0), and prompt log-probabilities, which it has not. */

import { basename } from 'node:path';

/** An error as llama.cpp words it. */
export class ServerError extends Error {
  constructor(code, type, message, more = {}) {
    super(message);
    this.body = { error: { code, message, type, ...more } };
    this.code = code;
  }
}

const invalid = (message) => new ServerError(400, 'invalid_request_error', message);

export function createHandlers(engine, { gguf, alias, version }) {
  const name = alias ?? basename(gguf);
  const about = { engine, name, version };
  return {
    'GET /health': () => ({ status: 'ok' }),
    'GET /props': () => ({
      ...{ default_generation_settings: { n_ctx: engine.context }, total_slots: engine.slots },
      ...{ model_alias: name, model_path: gguf, build_info: version },
    }),
    'GET /slots': () => Array.from({ length: engine.slots }, (_, id) => ({ id, n_ctx: engine.context })),
    'GET /v1/models': () => ({ object: 'list', data: [modelInfo(about)] }),
    'POST /v1/chat/completions': (body, reply) => chat(body, reply, about),
    'POST /v1/completions': (body, reply) => completions(body, reply, about),
  };
}

function modelInfo({ engine, name }) {
  const meta = { n_ctx: engine.context, n_ctx_train: engine.trainContext, size: engine.bytes };
  return { id: name, object: 'model', created: 0, owned_by: 'llamacpp', meta };
}

async function chat(body, reply, about) {
  const { engine } = about;
  if (!Array.isArray(body.messages)) throw invalid("'messages' is required");
  const tokens = checkedTokens(render(body.messages, engine), engine);
  const wantsLogprobs = body.logprobs === true;
  const asked = {
    ...generation(body, reply),
    tokens,
    top: wantsLogprobs ? (body.top_logprobs ?? 0) : undefined,
  };
  checkLogprobs(asked);
  const base = {
    id: 'chatcmpl-local',
    created: 0,
    model: body.model ?? about.name,
    system_fingerprint: about.version,
  };
  const usage = (count) => usageOf(tokens.length, count);
  if (body.stream === true) {
    const send = (delta, finish_reason = null, more = {}) =>
      reply.event({
        ...base,
        object: 'chat.completion.chunk',
        choices: [{ index: 0, delta, finish_reason }],
        ...more,
      });
    send({ role: 'assistant', content: null });
    const { finish, count } = await engine.generate({ ...asked, onText: (content) => send({ content }) });
    send({}, finish, { usage: usage(count) });
    return undefined;
  }
  const { text, finish, count, logprobs } = await engine.generate(asked);
  const message = { role: 'assistant', content: text };
  const choice = { index: 0, message, finish_reason: finish };
  if (wantsLogprobs) choice.logprobs = { content: logprobs };
  return { ...base, object: 'chat.completion', choices: [choice], usage: usage(count) };
}

function render(messages, engine) {
  try {
    return engine.render(messages.map(({ role, content }) => ({ role, content: content ?? '' })));
  } catch (error) {
    throw invalid(`Unable to generate parser for this template. ${error.message}`);
  }
}

async function completions(body, reply, about) {
  const { engine, name } = about;
  const prompts = promptsOf(body.prompt);
  const choices = [];
  const counted = { prompt: 0, completion: 0 };
  for (const [index, prompt] of prompts.entries()) {
    const tokens = checkedTokens(prompt, engine);
    const { choice, count } = await complete(tokens, { body, reply, engine });
    counted.prompt += tokens.length;
    counted.completion += count;
    choices.push({ index, ...choice });
  }
  const base = { id: 'cmpl-local', object: 'text_completion', created: 0, model: body.model ?? name };
  return { ...base, choices, usage: usageOf(counted.prompt, counted.completion) };
}

/** OpenAI's `echo` with `logprobs`, and vLLM's `prompt_logprobs`. */
async function complete(tokens, { body, reply, engine }) {
  const { echo = false, logprobs, prompt_logprobs } = body;
  const asked = {
    ...generation(body, reply),
    tokens,
    top: logprobs === undefined || logprobs === null ? undefined : logprobs,
  };
  checkLogprobs(asked);
  const made =
    asked.maxTokens === 0
      ? { text: '', finish: 'length', count: 0, logprobs: [] }
      : await engine.generate(asked);
  const wanted = prompt_logprobs ?? (echo ? logprobs : undefined);
  const before = wanted === undefined || wanted === null ? [] : await engine.promptLogprobs(tokens, wanted);
  const shown = echo
    ? before.map(({ text, logprob, others }) => ({ token: text, logprob, top_logprobs: others }))
    : [];
  const promptText = echo ? before.map(({ text }) => text).join('') : '';
  const choice = { text: promptText + made.text, finish_reason: made.finish };
  choice.logprobs = asked.top === undefined ? null : legacyLogprobs([...shown, ...made.logprobs], asked.top);
  if (typeof prompt_logprobs === 'number') choice.prompt_logprobs = before.map(vllmLogprobs);
  return { choice, count: made.count };
}

function legacyLogprobs(steps, top) {
  let offset = 0;
  const text_offset = steps.map(({ token }) => {
    offset += token.length;
    return offset - token.length;
  });
  const named = (others) =>
    Object.fromEntries(others.map(({ text, token, logprob }) => [text ?? token, logprob]));
  return {
    tokens: steps.map(({ token }) => token),
    token_logprobs: steps.map(({ logprob }) => logprob ?? null),
    top_logprobs: steps.map(({ logprob, top_logprobs }) =>
      logprob === undefined || top === 0 ? null : named(top_logprobs),
    ),
    text_offset,
  };
}

/** The token itself, and the likeliest ones. */
function vllmLogprobs({ token, text, logprob, rank, others }) {
  if (logprob === undefined) return null;
  const all = [
    ...others.map((each, index) => ({ ...each, rank: index + 1 })),
    { token, text, logprob, rank },
  ];
  const entries = all.map((each) => {
    const { text: decoded_token, logprob: value } = each;
    return [each.token, { logprob: value, rank: each.rank, decoded_token }];
  });
  return Object.fromEntries(entries);
}

/** Text, a list of texts, or tokens, or a list of lists of tokens. */
function promptsOf(prompt) {
  if (typeof prompt === 'string') return [prompt];
  if (!Array.isArray(prompt) || prompt.length === 0) throw invalid("'prompt' is required");
  return typeof prompt[0] === 'number' ? [prompt] : prompt;
}

function checkedTokens(prompt, engine) {
  const tokens = Array.isArray(prompt) ? prompt : engine.tokenize(prompt);
  const counts = { n_prompt_tokens: tokens.length, n_ctx: engine.context };
  if (tokens.length < engine.context) return tokens;
  const message = `request (${tokens.length} tokens) exceeds the available context size (${engine.context} tokens), try increasing it`;
  throw new ServerError(400, 'exceed_context_size_error', message, counts);
}

function checkLogprobs({ top, sampling, grammar }) {
  if (top === undefined) return;
  if (grammar || sampling.temperature > 0)
    throw invalid('log-probabilities are given at temperature 0, without a grammar');
}

function generation(body, { signal }) {
  const { temperature = 0.8, top_p = 0.95, top_k = 40, min_p = 0.05, seed, stop } = body;
  const maxTokens = body.max_completion_tokens ?? body.max_tokens ?? Number.POSITIVE_INFINITY;
  const sampling = { temperature, topP: top_p, topK: top_k, minP: min_p };
  if (Number.isInteger(seed)) sampling.seed = seed;
  return { maxTokens, sampling, stop: [stop ?? []].flat(), grammar: grammarOf(body), signal };
}

function grammarOf({ grammar, response_format }) {
  if (typeof grammar === 'string' && grammar !== '') return { gbnf: grammar };
  const schema = response_format?.json_schema?.schema ?? response_format?.schema;
  return schema ? { schema } : undefined;
}

function usageOf(prompt_tokens, completion_tokens) {
  return { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens };
}
