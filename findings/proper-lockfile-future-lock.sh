#!/usr/bin/env bash
# proper-lockfile 4.1.2 (npm), Node 20: a lock whose folder is dated in the future never goes stale.
# One would expect: a lock that nobody refreshes can be taken over once `stale` milliseconds have passed.
# Seen: the age is `now - mtime`, which is negative, so lock() answers ELOCKED and check() true until the date has come.
# It is found after a clock was set back, or on a network drive of a machine whose clock is ahead.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --no-audit --no-fund --silent proper-lockfile@4.1.2
cat >see.cjs <<'JS'
const { mkdirSync, utimesSync, writeFileSync } = require('node:fs');
const lockfile = require('proper-lockfile');
const stale = 2000;
const lockDated = async (name, milliseconds) => {
  writeFileSync(name, '');
  mkdirSync(`${name}.lock`);
  const at = (Date.now() + milliseconds) / 1000;
  utimesSync(`${name}.lock`, at, at);
  const locked = await lockfile.check(name, { stale });
  return [locked, await lockfile.lock(name, { stale }).then(() => 'locked', (error) => error.code)].join(' ');
};
(async () => {
  console.log(`a minute ago: ${await lockDated('past', -60_000)}`);
  console.log(`in an hour: ${await lockDated('future', 3_600_000)}`);
  process.exit();
})();
JS
seen=$(node see.cjs)
expected='a minute ago: false locked
in an hour: true ELOCKED'
echo "$seen"
[ "$seen" = "$expected" ] || { echo "the behaviour has changed" >&2; exit 1; }
