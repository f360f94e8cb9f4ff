/** Calculations as a worked solution writes them, and what they come to. */

export interface Calc {
  value: number;
  /** `4 * 6 = <<4*6=24>>24`, in GSM8K's form. */
  text: string;
  /** `4 * 6 = $<<4*6=24>>24`. */
  money: string;
}

/**
 * A calculation with `+ - * /` and brackets: calc`${4} * ${price}`, where a value is a number or an earlier
 * calculation. Its result has at most two decimals; any other throws, since no problem here has such a step.
 */
export function calc(parts: TemplateStringsArray, ...values: readonly (number | Calc)[]): Calc {
  const texts = values.map((value) => String(typeof value === 'number' ? value : value.value));
  const shown = parts.reduce((text, part, index) => text + part + (texts[index] ?? ''), '');
  const value = evaluate(shown);
  const inner = `<<${shown.replaceAll(' ', '')}=${value}>>`;
  return { value, text: `${shown} = ${inner}${value}`, money: `${shown} = $${inner}${value}` };
}

/** The value of an expression of non-negative numbers, rounded to hundredths where it is one. */
function evaluate(expression: string): number {
  const tokens = expression.match(/\d+(?:\.\d+)?|[-+*/()]/g) ?? [];
  if (tokens.join('') !== expression.replaceAll(' ', '')) throw new Error(`cannot read "${expression}"`);
  const result = sum(tokens);
  const rounded = Math.round(result * 100) / 100;
  if (tokens.length > 0 || !Number.isFinite(result) || Math.abs(result - rounded) > 1e-9) {
    throw new Error(`"${expression}" comes to ${result}`);
  }
  return rounded;
}

function sum(tokens: string[]): number {
  let value = product(tokens);
  while (tokens[0] === '+' || tokens[0] === '-') {
    const sign = tokens.shift() === '+' ? 1 : -1;
    value += sign * product(tokens);
  }
  return value;
}

function product(tokens: string[]): number {
  let value = atom(tokens);
  while (tokens[0] === '*' || tokens[0] === '/') {
    value = tokens.shift() === '*' ? value * atom(tokens) : value / atom(tokens);
  }
  return value;
}

function atom(tokens: string[]): number {
  const token = tokens.shift();
  if (token !== '(') return Number(token);
  const value = sum(tokens);
  tokens.shift();
  return value;
}
