/** Conversations of two turns over bare undici, first turns first: node bare-schedule.mjs <url> <at a time> <conversations>. */

import { Agent, request } from 'undici';

const [, , url, concurrency, conversations] = process.argv;
const dispatcher = new Agent({ connections: Number(concurrency) });
const headers = { 'content-type': 'application/json', authorization: 'Bearer bench' };
const question = { role: 'user', content: 'A question of an ordinary length. '.repeat(12) };
const waiting = Array.from({ length: Number(conversations) }, () => [question]);
let active = 0;

async function ask(messages) {
  const body = JSON.stringify({ model: 'm', messages, max_tokens: 4096, temperature: 0.7 });
  const reply = await request(`${url}/chat/completions`, { method: 'POST', headers, body, dispatcher });
  const { choices } = await reply.body.json();
  active -= 1;
  if (messages.length === 1) waiting.push([...messages, choices[0].message, question]);
  begin();
}

function begin() {
  while (active < Number(concurrency) && waiting.length > 0) {
    active += 1;
    ask(waiting.shift());
  }
  if (active === 0) dispatcher.close();
}

begin();
