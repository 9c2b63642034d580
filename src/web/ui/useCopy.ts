import { useState } from 'react';

/** Whether the last copy succeeded; `null` before the first. */
type CopyResult = 'copied' | 'notCopied' | null;

export function useCopy(): { result: CopyResult; copy: (text: string) => void } {
  const [result, setResult] = useState<CopyResult>(null);
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
