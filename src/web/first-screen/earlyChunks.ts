/** The addresses of chunks that the page loads before the app asks for them. The script imports the first one of a list. */
export interface EarlyChunks {
  /** The app's entry and its imports. */
  readonly app: readonly string[];
  /** The chunk `assembly/firstScreenPart.ts`, with which the prerendered screen signs in, and its imports. */
  readonly signIn: readonly string[];
  readonly connect: readonly string[];
  /** What the file of the Calling SDK needs. */
  readonly sdk: readonly string[];
  /** A signed-in user's screens. */
  readonly screens: readonly string[];
}
