/**
 * Removes the page's addresses from what a page threw. Vitest would take them for files of this machine (a page at `/`
 * for its root) and fail the whole run when it cannot read them.
 */
export async function withoutAddresses<T>(result: Promise<T>): Promise<T> {
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
