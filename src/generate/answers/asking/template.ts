/** The templates of a bench's yaml file: `{name}` stands for a text, `{{` and `}}` for braces. */

import { UserError } from '../../../errors.ts';

/** Where a template stands, for messages: `questions/mmlu.yaml` and `ask.generate.template`. */
export interface TemplatePlace {
  file: string;
  field: string;
}

export interface Template {
  /** The placeholders in it, each once. */
  names: readonly string[];
  /** The text with each placeholder replaced; `textOf` knows all of `names`. */
  fill: (textOf: (name: string) => string | undefined) => string;
}

/** A brace that belongs to no placeholder is a UserError. */
export function parseTemplate(text: string, place: TemplatePlace): Template {
  const parts = [...text.matchAll(/\{\{|\}\}|\{([A-Za-z_][A-Za-z0-9_]*)\}|[{}]|[^{}]+/g)].map(
    ([all, name]): Part => {
      if (name !== undefined) return { name };
      if (all === '{' || all === '}') throw strayBrace(text, place);
      return { text: all === '{{' || all === '}}' ? all.slice(1) : all };
    },
  );
  const names = parts.flatMap((part) => ('name' in part ? [part.name] : []));
  const fill: Template['fill'] = (textOf) =>
    parts.map((part) => ('name' in part ? (textOf(part.name) ?? '') : part.text)).join('');
  return { names: [...new Set(names)], fill };
}

type Part = { name: string } | { text: string };

function strayBrace(text: string, { file, field }: TemplatePlace): UserError {
  const shown = text.length > 60 ? `${text.slice(0, 59)}…` : text;
  return new UserError(
    `cannot use ${file}: ${field}: a brace that is no placeholder is written twice ({{ or }}), in ${JSON.stringify(shown)}`,
  );
}

/** A placeholder for which a record has no text is a UserError that names those that it has. */
export function checkPlaceholders(
  { names }: Template,
  { texts, of, place }: { texts: ReadonlyMap<string, unknown>; of: string; place: TemplatePlace },
): void {
  const unknown = names.find((name) => !texts.has(name));
  if (unknown === undefined) return;
  const known = [...texts.keys()].map((name) => `{${name}}`).join(', ');
  throw new UserError(
    `cannot use ${place.file}: ${place.field}: ${of} has no text for {${unknown}}, only for ${known}`,
  );
}
