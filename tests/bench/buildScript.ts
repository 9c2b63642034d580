import { resolve } from 'node:path';
import { build, type BuildOptions } from 'vite';

/**
 * Builds a script for a page of a floor, with the packages that it imports and nothing of the app.
 * @param name the name of the script. Its file is `assets/<name>.js`
 * @param code the source of the script
 * @param options where to write the files
 */
export const buildScript = (name: string, code: string, options: BuildOptions) => {
  const entry = `virtual:${name}`;
  return build({
    configFile: false,
    root: resolve(import.meta.dirname, '../..'),
    logLevel: 'error',
    publicDir: false,
    plugins: [
      {
        name,
        resolveId: (id) => (id === entry ? id : null),
        load: (id) => (id === entry ? code : null),
      },
    ],
    build: {
      target: 'es2023',
      modulePreload: false,
      rolldownOptions: { input: entry, output: { entryFileNames: `assets/${name}.js` } },
      ...options,
    },
  });
};
