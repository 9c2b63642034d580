/** The sentences that the echo bot says while captions are on. */
export const echoScript: readonly string[] = [
  'Hello, this is Echo.',
  'I send back a moving picture and a tone, and I have nothing to hide.',
  'These words are captions: first they come in parts, and then as a whole sentence.',
  'Change the caption language, and each line is marked with it.',
  'Nobody understands a word I say here, because there is no speech to text.',
  'When you stop the captions, I fall silent.',
];
