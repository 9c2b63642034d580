// The real module, for a page of its own. Only its public API is used.
export * from '@azure/communication-calling';
