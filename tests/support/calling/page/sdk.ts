/** The Calling SDK's module: Microsoft's own, or the drop-in SDK, the emulator's replacement for it. */
export type Sdk = typeof import('@azure/communication-calling');

/** The users that conformance scenarios sign in. */
export type Person = 'alice' | 'bob' | 'carol';

/**
 * The SDK's type name of each object that the drop-in SDK returns. The key is the name of the object's class in the drop-in
 * SDK, or the member that returned it, for example `TeamsCall.lobby`.
 */
export type MemberKinds = Readonly<Record<string, string>>;
