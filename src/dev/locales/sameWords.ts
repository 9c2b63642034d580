/** Texts that may equal the English text in every language: names of products, files and standards. */
export const sameInEachLanguage: readonly string[] = [
  'Switchboard',
  'Switchboard {{version}}',
  'Calling SDK {{version}}',
  'Microsoft Entra',
  'Communication Services',
  'Azure Communication Services',
  'config.json',
  'Content Security Policy',
  // keys of the keyboard
  'Ctrl',
  'Alt',
  'Meta',
  'Shift',
];

/** Words that a language shares with English, by the language's tag. */
export const sameWords: Readonly<Record<string, readonly string[]>> = {
  de: [
    'App',
    'Offline',
    'Details',
    'Code',
    'Name',
    'Video',
    'Jitter (ms)',
    'Codecs',
    'Spam',
    'Voicemail',
    'Code {{code}}',
    'Code: {{code}}',
  ],
  es: ['Jitter (ms)', 'Spam'],
  fr: [
    'Type',
    'Audience',
    'Microphone',
    'via {{name}}',
    'Via',
    'Code',
    'Date',
    'Note',
    'Surprise',
    'Messages',
    'Codecs',
    'Code {{code}}',
    'Notes',
  ],
  'pt-BR': ['Offline', 'via {{name}}', 'Via', 'Jitter (ms)', 'Codecs', 'Spam'],
};
