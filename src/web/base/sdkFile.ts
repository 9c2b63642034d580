/** The Calling SDK's file in a build. It is a classic script, because browsers do not keep the compiled code of modules. */
export interface SdkFile {
  /** The path, which contains a hash of the content. */
  readonly address: string;
  /** The script element's attribute `integrity`: the browser runs no other content. */
  readonly integrity: string;
}

/** The build inserts this constant. It is `null` in development, where the SDK is a module. */
declare const __SDK_FILE__: SdkFile | null;
export const sdkFile = __SDK_FILE__;

/** The name of the cache in which the service worker stores the file. */
export const sdkCacheName = 'sdk';
