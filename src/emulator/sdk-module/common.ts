/** `GET /common.js`: Microsoft's own package, unchanged, for pages that have no bundler to find it. */
export * from '@azure/communication-common';
