/** The entry of the module that the pages of the live check load: all of Microsoft's Calling SDK. */
export * from '@azure/communication-calling';
