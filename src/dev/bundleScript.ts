import { build, type Plugin } from 'vite';

interface BundleOptions {
  /** Provide modules that are no files; none by default. */
  readonly plugins?: Plugin[];
  /** The values of constants in the code, by name; none by default. */
  readonly constants?: Readonly<Record<string, unknown>>;
  /** Further constants, as in Vite's option of this name. */
  readonly define?: Readonly<Record<string, string>>;
  /** Packages that the script does not contain. It is then an AMD module, which asks the page for them. */
  readonly externalPackages?: readonly string[];
}

/**
 * Bundles a file and everything that it imports for a classic script, which has no imports.
 * @param entry the path of the file
 */
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
      lib: { entry, formats: [externalPackages.length ? 'umd' : 'iife'], name: 'script', fileName: 'script' },
      rolldownOptions: { external: [...externalPackages], output: { globals: (id) => id } },
    },
  });
  for (const result of Array.isArray(results) ? results : [results]) {
    if ('output' in result) return result.output[0].code.trim();
  }
  throw new Error(`Vite built nothing from ${entry}.`);
}
