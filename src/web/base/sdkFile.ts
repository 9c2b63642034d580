/** The file of the Calling SDK in a build. It is a classic script, because browsers store no compiled code of modules. */
export interface SdkFile {
  /** The path of the file. It contains a hash of the file's content. */
  readonly address: string;
  /** What the browser compares the file with before it runs the file, as in the attribute `integrity`. */
  readonly integrity: string;
}

/** The build inserts this constant. It is `null` in development, where the SDK is a module. */
declare const __SDK_FILE__: SdkFile | null;
export const sdkFile = __SDK_FILE__;

/** The name of the cache in which the service worker stores the file. */
export const sdkCacheName = 'sdk';
