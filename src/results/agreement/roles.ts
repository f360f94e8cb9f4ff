/** Which judges are human, and which are compared with them. */

import { UserError } from '../../errors.ts';

/** Patterns of judge ids: `*` stands for any characters, `?` for one; the whole id must fit. */
export interface RolePatterns {
  human?: readonly string[];
  judge?: readonly string[];
  exclude?: readonly string[];
}

export interface Roles {
  judges: string[];
  humans: string[];
}

/**
 * Humans are the judges that fit `human`; the others are compared, or of all those that fit `judge`: a human named there
 * is a judge, and votes no longer among the humans. What fits `exclude` is neither. A pattern that nobody fits is a
 * UserError that lists the judges.
 */
export function assignRoles(names: readonly string[], patterns: RolePatterns): Roles {
  const fitting = (flag: keyof RolePatterns) => new Set(namesFitting(names, patterns[flag] ?? [], flag));
  const human = fitting('human');
  const chosen = patterns.judge ? fitting('judge') : undefined;
  const excluded = fitting('exclude');
  const present = names.filter((name) => !excluded.has(name));
  const judges = present.filter((name) => (chosen ? chosen.has(name) : !human.has(name)));
  return { judges, humans: present.filter((name) => human.has(name) && !judges.includes(name)) };
}

function namesFitting(names: readonly string[], patterns: readonly string[], flag: string): string[] {
  return patterns.flatMap((pattern) => {
    const expression = toExpression(pattern);
    const found = names.filter((name) => expression.test(name));
    if (found.length > 0) return found;
    throw new UserError(`no judge fits "${pattern}" (--${flag}): there are ${listNames(names)}`);
  });
}

/** At most twenty names, and how many more there are. */
export function listNames(names: readonly string[]): string {
  const more = names.length > 20 ? ` and ${names.length - 20} more` : '';
  return `${names.slice(0, 20).join(', ')}${more}`;
}

function toExpression(pattern: string): RegExp {
  const wild = pattern.replace(/\*+/g, '*').replace(/[\\^$.+()[\]{}|/]/g, '\\$&');
  return new RegExp(`^${wild.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'su');
}
