/** The Calling SDK's module: the drop-in's, or Microsoft's own. */
export type Sdk = typeof import('@azure/communication-calling');

/** The users that conformance scenarios sign in. */
export type Person = 'alice' | 'bob' | 'carol';

/** The SDK's name for an object of the drop-in, by the object's class or by the member that returned it. */
export type MemberKinds = Readonly<Record<string, string>>;
