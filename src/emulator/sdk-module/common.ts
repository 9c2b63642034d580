/** The module that the emulator serves at `GET /common.js`: Microsoft's package, unchanged, for pages without a bundler. */
export * from '@azure/communication-common';
