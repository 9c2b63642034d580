/** The Calling SDK's module: Microsoft's own, or the drop-in SDK, the emulator's replacement for it. */
export type Sdk = typeof import('@azure/communication-calling');

/** The users that conformance scenarios sign in. */
export type Person = 'alice' | 'bob' | 'carol';
