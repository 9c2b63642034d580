// Microsoft's SDK, bundled for a page. The tests use only its public API.
export * from '@azure/communication-calling';
