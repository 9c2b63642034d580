// `src/dev/locales/plugin.ts` makes these modules from the files in `src/web/locales`.

declare module 'virtual:locales/english-first' {
  /** The English words of the first screen. The type has all words, because the others arrive before the app uses them. */
  const words: typeof import('../locales/en.json');
  export default words;
}

declare module 'virtual:locales/english-rest' {
  /** The English words that the first screen does not need. */
  const words: object;
  export default words;
}

declare module 'virtual:locales/files' {
  /** The addresses of the first screen's words, by language, without English, which is part of the app. */
  export const firstFiles: Readonly<Record<string, string>>;
  /** The addresses of all other words, by language. */
  export const restFiles: Readonly<Record<string, string>>;
}
