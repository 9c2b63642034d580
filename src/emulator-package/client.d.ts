/*
 * The type of what the plugin `acs-calling-emulator/vite` adds to `import.meta.env`. To use it, write
 * `/// <reference types="acs-calling-emulator/client" />` beside the reference to `vite/client`.
 */
interface ImportMetaEnv {
  /** What the app needs to use the emulator during development; undefined in a production build. */
  readonly ACS_EMULATOR?: import('./appSettings.ts').AppSettings;
}

interface ImportMeta {
  readonly env: ImportMetaEnv;
}
