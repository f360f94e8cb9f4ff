/** The categories that any of the models has figures for. */

export function categoriesOf(
  models: readonly { categories?: Readonly<Record<string, unknown>> }[],
): string[] {
  return [...new Set(models.flatMap(({ categories = {} }) => Object.keys(categories)))].sort();
}
