/** The drop-in Calling SDK has the types of Microsoft's package, which must be installed to compile. */
export * from '@azure/communication-calling';
