// Microsoft's module. The tests use only its public API.
export * from '@azure/communication-calling';
