/** The user's own command line, to be typed again: quoted for a shell, with no secret in it. */

/** What stands where an argument cannot be shown. */
const hidden = '…';

/** The command as one line of shell. An address with a password or a query shows as `…`. */
export function shellCommand(argv: readonly string[]): string {
  return argv.map((argument, position) => shown(argument, argv[position - 1])).join(' ');
}

/** One argument: as it is where that is safe; in single quotes; and with escapes where a line of a terminal would change it. */
export function shellWord(argument: string): string {
  if (/^[A-Za-z0-9_@%+:,./=-]+$/.test(argument)) return argument;
  if (/[\p{Cc}\p{Cf}]|\s\s|^\s|\s$|[^\S ]/u.test(argument)) return ansiQuote(argument);
  return `'${argument.replaceAll("'", "'\\''")}'`;
}

function shown(argument: string, flag: string | undefined): string {
  const [, name, value] = /^(--[a-z-]+)=(.*)$/s.exec(argument) ?? [];
  if (name !== undefined && value !== undefined && isSecret(value, name)) return `${name}=${hidden}`;
  return isSecret(argument, flag) ? hidden : shellWord(argument);
}

/** What may be a key: more of an address than scheme, host and path, and what is no name of a variable. */
function isSecret(value: string, flag: string | undefined): boolean {
  if (flag?.endsWith('api-key-env')) return !/^[A-Za-z_][A-Za-z0-9_]*$/.test(value);
  if (flag?.endsWith('base-url') || value.includes('://')) return !isPlainAddress(value);
  return false;
}

function isPlainAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { username, password, search, hash } = new URL(text);
  return `${username}${password}${search}${hash}` === '';
}

/** `$'…'`, which bash and zsh know. */
function ansiQuote(argument: string): string {
  const escaped = argument.replace(/['\\]|[\p{Cc}\p{Cf}\s]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 128) return `\\U${code.toString(16).padStart(8, '0')}`;
    return code > 32 ? `\\${character}` : `\\x${code.toString(16).padStart(2, '0')}`;
  });
  return `$'${escaped}'`;
}
