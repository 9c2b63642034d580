/*
 * Types of what the plugin `acs-calling-emulator/vite` adds to `import.meta.env`:
 * `/// <reference types="acs-calling-emulator/client" />`, beside the reference to `vite/client`.
 */
interface ImportMetaEnv {
  /** The settings of the emulator during development. In a production build it is undefined. */
  readonly ACS_EMULATOR?: import('./appSettings.ts').AppSettings;
}

interface ImportMeta {
  readonly env: ImportMetaEnv;
}
