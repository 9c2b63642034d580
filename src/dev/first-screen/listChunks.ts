import type { Rolldown } from 'vite';

/** What the prerendered screen needs to sign in, with MSAL. */
export const signInModule = 'src/web/assembly/firstScreenPart.ts';
/** The module that connects a signed-in user. */
const connectModule = 'src/web/assembly/connect.ts';
/** The packages that the file of the Calling SDK expects. */
const sdkModule = 'src/web/calling/sdk/dependencies.ts';
/** The call screen, and the other screens of a signed-in user. */
const screenModules = ['src/web/app/inCall.ts', 'src/web/app/SignedInApp.tsx'];

/** The addresses of chunks that the page loads before the app asks for them. */
interface EarlyChunks {
  /** The chunk with which the prerendered screen signs in, and its imports. */
  readonly signIn: string[];
  /** The chunks that connect a signed-in user, besides these and the app's entry. */
  readonly connect: string[];
  /** The chunks that the file of the Calling SDK needs, besides these. */
  readonly sdk: string[];
  /** The chunks of the screens of a signed-in user, besides these. */
  readonly screens: string[];
}

/**
 * Finds the chunks of the dynamic imports that follow the first screen, each with the chunks that it imports.
 * @param entryAddress the address of the app's entry, which the page loads anyway
 */
export function listEarlyChunks(bundle: Rolldown.OutputBundle, entryAddress: string): EarlyChunks {
  const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
  const found = new Set([entryAddress.slice(1)]);
  /** Lists the chunk of a module and its imports, without those that an earlier call has listed. */
  const list = (module: string): string[] => {
    const root = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(`/${module}`));
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
    signIn: list(signInModule),
    connect: list(connectModule),
    sdk: list(sdkModule),
    screens: screenModules.flatMap(list),
  };
}
