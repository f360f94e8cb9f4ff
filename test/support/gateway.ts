/** A models.yaml with one endpoint, `gateway`. */

export function gatewayModels(url: string, lines: readonly string[]): string {
  const own = ['provider: openai', `base_url: ${url}/v1`, ...lines];
  return ['endpoints:', '  gateway:', ...own.map((line) => `    ${line}`), ''].join('\n');
}
