const wordsTimeoutMs = 10_000;

/** Fetches words of a language, at a second attempt if the network fails. @returns `null` if there is no JSON object */
export async function fetchWords(address: string): Promise<object | null> {
  const response = (await requestText(address)) ?? (await requestText(address));
  if (!response?.ok) return null;
  try {
    const words: unknown = JSON.parse(response.text);
    return typeof words === 'object' && !Array.isArray(words) ? words : null;
  } catch {
    return null;
  }
}

/** @returns `null` if the network fails or takes too long */
async function requestText(url: string): Promise<{ ok: boolean; text: string } | null> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(wordsTimeoutMs) });
    return { ok: response.ok, text: await response.text() };
  } catch {
    return null;
  }
}
