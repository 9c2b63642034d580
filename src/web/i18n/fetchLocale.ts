/** Milliseconds until a request for a locale is given up. */
const localeTimeoutMs = 10_000;

/**
 * Fetches the words of one language, and tries a second time if the network fails.
 * @returns `null` when there are none: no such file, not a JSON object, or no network.
 */
export async function fetchLocale(language: string): Promise<object | null> {
  const url = `/locales/${language}.json`;
  const response = (await ask(url)) ?? (await ask(url));
  if (!response?.ok) return null;
  try {
    const words: unknown = JSON.parse(response.text);
    return typeof words === 'object' && !Array.isArray(words) ? words : null;
  } catch {
    return null;
  }
}

/** @returns `null` when the network failed or took too long. */
async function ask(url: string): Promise<{ ok: boolean; text: string } | null> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(localeTimeoutMs) });
    return { ok: response.ok, text: await response.text() };
  } catch {
    return null;
  }
}
