/** Checks manifests against the types that `kubernetes-types` has of the official OpenAPI description. */

import { join } from 'node:path';
import ts from 'typescript';
import { repository } from './cli.ts';

export interface Manifest {
  apiVersion: string;
  kind: string;
}

const modules: Readonly<Record<string, string>> = { v1: 'core/v1', 'batch/v1': 'batch/v1' };

const options: ts.CompilerOptions = {
  ...{ strict: true, noEmit: true, skipLibCheck: true, types: [], lib: ['lib.es5.d.ts'] },
  ...{ module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler },
};

/** Fields that do not exist, lack, or hold something else, one line each: what the compiler says of the manifest as a literal. */
export function manifestFaults(manifest: Manifest): string[] {
  const name = modules[manifest.apiVersion];
  if (name === undefined) return [`unknown apiVersion ${manifest.apiVersion}`];
  const file = join(repository, 'manifest.ts');
  const literal = JSON.stringify(manifest, null, 1);
  const text = `import type { ${manifest.kind} } from 'kubernetes-types/${name}';\nexport const manifest: ${manifest.kind} = ${literal};\n`;
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (path) => path === file || fileExists(path);
  host.getSourceFile = (path, ...rest) =>
    path === file
      ? ts.createSourceFile(path, text, ts.ScriptTarget.Latest)
      : getSourceFile.call(host, path, ...rest);
  const program = ts.createProgram([file], options, host);
  return [
    ...program.getSyntacticDiagnostics(),
    ...program.getSemanticDiagnostics(program.getSourceFile(file)),
  ].map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}
