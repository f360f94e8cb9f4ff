#!/usr/bin/env bash
# undici 7.30.2 (npm), Node 20: what its proxy agents leave out.
# One would expect: EnvHttpProxyAgent honours ALL_PROXY, as curl and others do, and uses HTTP_PROXY for http:// alone; a tunnel that
# the proxy refuses (403, 407) is told with its status by fetch; plain http goes to a proxy as an absolute address.
# Seen: ALL_PROXY is ignored; https:// goes through HTTP_PROXY; fetch says "Request was cancelled." and no status; plain http is
# tunnelled with CONNECT unless proxyTunnel is false, which squid's default configuration refuses for ports other than 443.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --no-audit --no-fund --silent undici@7.30.2
cat >see.mjs <<'JS'
import { createServer } from 'node:http';
import { EnvHttpProxyAgent, fetch, ProxyAgent } from 'undici';
const seen = [];
const proxy = createServer((request, response) => {
  seen.push(`${request.method} ${request.url}`);
  response.end('by the proxy');
});
proxy.on('connect', (request, socket) => {
  seen.push(`CONNECT ${request.url}`);
  socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n');
});
await new Promise((resolve) => proxy.listen(0, '127.0.0.1', resolve));
const uri = `http://127.0.0.1:${proxy.address().port}`;
for (const name of ['http_proxy', 'https_proxy', 'no_proxy']) for (const each of [name, name.toUpperCase()]) delete process.env[each];
const ask = async (what, url, dispatcher) => {
  seen.length = 0;
  const outcome = await fetch(url, { dispatcher, signal: AbortSignal.timeout(5000) }).then(
    (response) => response.status,
    (error) => error.cause?.code === 'ENOTFOUND' || error.cause?.code === 'EAI_AGAIN' ? 'no such name' : error.cause?.message,
  );
  console.log(`${what}: ${seen.join(', ') || 'no proxy'}: ${outcome}`);
};
process.env.ALL_PROXY = uri;
await ask('ALL_PROXY', 'http://nowhere.invalid/', new EnvHttpProxyAgent());
delete process.env.ALL_PROXY;
process.env.HTTP_PROXY = uri;
await ask('HTTP_PROXY, https', 'https://nowhere.invalid/', new EnvHttpProxyAgent());
await ask('plain http', 'http://nowhere.invalid/', new ProxyAgent({ uri }));
await ask('proxyTunnel: false', 'http://nowhere.invalid/', new ProxyAgent({ uri, proxyTunnel: false }));
process.exit();
JS
seen=$(node see.mjs)
expected='ALL_PROXY: no proxy: no such name
HTTP_PROXY, https: CONNECT nowhere.invalid:443: Request was cancelled.
plain http: CONNECT nowhere.invalid:80: Request was cancelled.
proxyTunnel: false: GET http://nowhere.invalid/: 200'
echo "$seen"
[ "$seen" = "$expected" ] || { echo "the behaviour has changed" >&2; exit 1; }
