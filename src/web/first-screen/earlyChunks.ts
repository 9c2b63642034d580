/** Addresses of chunks that the page loads before the app asks for them. `script.ts` imports the first of `app` and `signIn`. */
export interface EarlyChunks {
  /** The app's entry and its imports. */
  readonly app: readonly string[];
  /** The chunk that signs the user in from the prerendered screen (`assembly/firstScreenPart.ts`), and its imports. */
  readonly signIn: readonly string[];
  readonly connect: readonly string[];
  /** What the file of the Calling SDK needs. */
  readonly sdk: readonly string[];
  /** A signed-in user's screens. */
  readonly screens: readonly string[];
}
