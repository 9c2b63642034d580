/**
 * Replaces the page's URLs in an error that a page threw. Vitest mistakes a URL in a stack for the path of a local file. The
 * whole run fails when Vitest cannot read that file.
 */
export async function removeAddressesFromErrors<T>(result: Promise<T>): Promise<T> {
  try {
    return await result;
  } catch (error) {
    if (error instanceof Error) {
      error.message = error.message.replaceAll(/https?:\/\/[^/\s]+\//g, 'page:');
      error.stack = error.message;
    }
    throw error;
  }
}
