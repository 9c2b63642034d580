/**
 * Replaces the page's addresses in an error that a page threw. Vitest takes addresses in a stack for files of this machine,
 * and fails the whole run when it cannot read such a file.
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
