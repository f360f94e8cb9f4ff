/** The prose of an answer: what is left without code, formulas, addresses and marks, which are of no language. */

const fenced = /^[ \t]*(`{3,}|~{3,})[^\n]*\n(?:[\s\S]*?^[ \t]*\1[^\n]*$|[\s\S]*)/gm;
const inline = /`[^`\n]{1,400}`/g;
const formulas =
  /\$\$[\s\S]{1,4000}?\$\$|\\\[[\s\S]{1,4000}?\\\]|\\\([\s\S]{1,1000}?\\\)|\$(?=\S)[^$\n]{1,400}?\S?\$(?!\d)/g;
const addresses =
  /\bhttps?:\/\/[^\s<>()\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+|\S+@\S+\.\w+/gu;
const tags = /<[/!]?[A-Za-z][^<>]{0,400}>|&[a-z]{2,8};/g;

export function proseOf(answer: string): string {
  return [fenced, formulas, inline, addresses, tags].reduce((text, part) => text.replace(part, ' '), answer);
}
