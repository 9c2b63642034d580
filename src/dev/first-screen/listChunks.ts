import type { Rolldown } from 'vite';
import type { EarlyChunks } from '../../web/first-screen/earlyChunks.ts';

/** What the prerendered screen needs for a sign-in, such as MSAL. */
export const signInModule = 'src/web/assembly/firstScreenPart.ts';
/** The module that connects a signed-in user to ACS. */
const connectModule = 'src/web/assembly/connect.ts';
/** The packages that the file of the Calling SDK expects. */
const sdkModule = 'src/web/calling/sdk/dependencies.ts';
/** The call screen, and the other screens of a signed-in user. */
const screenModules = ['src/web/app/inCall.ts', 'src/web/app/SignedInApp.tsx'];

/**
 * Lists the chunks that the page loads after the first screen, each with the chunks that it imports.
 * @param app the addresses of the app's entry and its imports
 */
export function listEarlyChunks(bundle: Rolldown.OutputBundle, app: readonly string[]): EarlyChunks {
  const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
  // No list contains the app's entry, which the page loads last. Its imports may be in a list, if other chunks need them earlier.
  const [entry] = app;
  const found = new Set([entry?.slice(1)]); // An address is a slash and the name of the file.
  /** Lists the chunk of a module and its imports, without those that an earlier call has listed. */
  const list = (module: string): string[] => {
    const isModule = (id: string) => id.endsWith(`/${module}`);
    // A chunk that contains the module beside others has no facade.
    const root =
      chunks.find(({ facadeModuleId }) => facadeModuleId && isModule(facadeModuleId)) ??
      chunks.find(({ moduleIds }) => moduleIds.some(isModule));
    if (!root) throw new Error(`The build has no chunk for ${module}.`);
    const listed: string[] = [];
    const queue = [root.fileName];
    for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
      if (found.has(file)) continue;
      found.add(file);
      listed.push(`/${file}`);
      queue.push(...(chunks.find(({ fileName }) => fileName === file)?.imports ?? []));
    }
    return listed;
  };
  return {
    app,
    signIn: list(signInModule),
    connect: list(connectModule),
    sdk: list(sdkModule),
    screens: screenModules.flatMap(list),
  };
}
