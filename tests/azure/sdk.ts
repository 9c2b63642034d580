/** Microsoft's Calling SDK, as the one module that pages of the live check load. */
export * from '@azure/communication-calling';
