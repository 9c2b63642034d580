import { build, type Plugin } from 'vite';

interface BundleOptions {
  /** Plugins that provide modules; none by default. */
  readonly plugins?: Plugin[];
  /** The values of constants in the code, by name; none by default. */
  readonly constants?: Readonly<Record<string, unknown>>;
  /** Further constants in the form of Vite's option of this name; none by default. */
  readonly define?: Readonly<Record<string, string>>;
  /** Packages that the script does not contain, but requests from the page as an AMD module. None by default. */
  readonly externalPackages?: readonly string[];
}

/** Bundles a file and everything that it imports into a classic script, which has no imports. */
export async function bundleScript(
  entry: string,
  { plugins = [], constants = {}, define = {}, externalPackages = [] }: BundleOptions = {},
): Promise<string> {
  const results = await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins,
    define: {
      ...define,
      ...Object.fromEntries(Object.entries(constants).map(([name, value]) => [name, JSON.stringify(value)])),
    },
    build: {
      write: false,
      target: 'es2023',
      // A UMD script asks an AMD loader for its external packages. The names in `globals` are for pages without a loader.
      lib: { entry, formats: [externalPackages.length ? 'umd' : 'iife'], name: 'script', fileName: 'script' },
      rolldownOptions: { external: [...externalPackages], output: { globals: (id) => id } },
    },
  });
  for (const result of Array.isArray(results) ? results : [results]) {
    if ('output' in result) return result.output[0].code.trim();
  }
  throw new Error(`Vite built nothing from ${entry}.`);
}
