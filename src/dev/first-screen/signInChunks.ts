import type { Rolldown } from 'vite';

/**
 * Lists the addresses of the chunks that *Sign in* needs besides the app's entry: the chunk `connect` with MSAL, and all chunks
 * that it imports.
 * @param entryAddress the address of the app's entry, which the page loads anyway
 */
export function listSignInChunks(bundle: Rolldown.OutputBundle, entryAddress: string): string[] {
  const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
  const connect = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith('/assembly/connect.ts'));
  if (!connect) throw new Error('The build has no chunk for assembly/connect.ts.');
  const files = new Set<string>();
  const queue = [connect.fileName];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (files.has(file) || `/${file}` === entryAddress) continue;
    files.add(file);
    queue.push(...(chunks.find(({ fileName }) => fileName === file)?.imports ?? []));
  }
  return [...files].map((file) => `/${file}`);
}
