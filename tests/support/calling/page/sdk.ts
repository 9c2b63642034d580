/** The Calling SDK's module: Microsoft's own, or the drop-in SDK, the emulator's replacement for it. */
export type Sdk = typeof import('@azure/communication-calling');

/** The users that conformance scenarios sign in. */
export type Person = 'alice' | 'bob' | 'carol';

/**
 * Maps an object of the drop-in SDK to the name of its type in Microsoft's SDK. A key is the name of the object's class in the
 * drop-in SDK, or the property or method that returned the object, for example `TeamsCall.lobby`.
 */
export type SdkTypeNames = Readonly<Record<string, string>>;
