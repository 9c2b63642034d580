/** A Teams voice application: a call queue or an auto attendant, which receives calls and passes them on to users. */
interface VoiceApplication {
  /** `28:orgid:` and the object id of the application's resource account. */
  readonly rawId: string;
  readonly displayName: string;
  readonly kind: 'call queue' | 'auto attendant';
}

export const supportQueueRawId = '28:orgid:aa000000-0000-4000-8000-0000000000aa';

/** The seeded voice applications. They exist whenever the emulator starts. */
const voiceApplications: readonly VoiceApplication[] = [
  {
    rawId: supportQueueRawId,
    displayName: 'Support queue',
    kind: 'call queue',
  },
  {
    rawId: '28:orgid:ab000000-0000-4000-8000-0000000000ab',
    displayName: 'Main menu',
    kind: 'auto attendant',
  },
];

/** @param rawId the raw id of any identity. @returns `undefined` if the identity is no voice application. */
export const findVoiceApplication = (rawId: string): VoiceApplication | undefined =>
  voiceApplications.find((application) => application.rawId === rawId);
