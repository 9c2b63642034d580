/** The addresses of chunks that the page loads before the app asks for them. The first of a list is the one to import. */
export interface EarlyChunks {
  /** The app's entry and its imports. */
  readonly app: readonly string[];
  /** The chunk `assembly/firstScreenPart.ts`, with which the prerendered screen signs in, and its imports. */
  readonly signIn: readonly string[];
  /** The chunks that connect a signed-in user. */
  readonly connect: readonly string[];
  /** The chunks that the file of the Calling SDK needs. */
  readonly sdk: readonly string[];
  /** The chunks of a signed-in user's screens. */
  readonly screens: readonly string[];
}
