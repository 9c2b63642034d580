import { useState } from 'react';

/** Returns a function that copies a text to the clipboard, and the result of its last call; `null` before the first call. */
export function useCopy() {
  const [result, setResult] = useState<'copied' | 'notCopied' | null>(null);
  const copy = (text: string) => {
    // `navigator.clipboard` does not exist in a page at an insecure address.
    const copying = navigator.clipboard ? navigator.clipboard.writeText(text) : Promise.reject(new Error());
    copying.then(
      () => setResult('copied'),
      () => setResult('notCopied'),
    );
  };
  return { result, copy };
}
