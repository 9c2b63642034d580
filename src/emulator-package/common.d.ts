/** Microsoft's package, unchanged, in one file for browsers. */
export * from '@azure/communication-common';
