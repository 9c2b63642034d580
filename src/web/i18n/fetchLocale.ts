/** Milliseconds until a request for a locale file fails. */
const localeTimeoutMs = 10_000;

/**
 * Fetches the texts of a language. If the network fails, the function tries once more.
 * @returns `null` if there is no such file, if the file is not a JSON object, or if the network fails twice
 */
export async function fetchLocale(language: string): Promise<object | null> {
  const url = `/locales/${language}.json`;
  const response = (await requestText(url)) ?? (await requestText(url));
  if (!response?.ok) return null;
  try {
    const texts: unknown = JSON.parse(response.text);
    return typeof texts === 'object' && !Array.isArray(texts) ? texts : null;
  } catch {
    return null;
  }
}

/** @returns `null` if the network fails or takes too long */
async function requestText(url: string): Promise<{ ok: boolean; text: string } | null> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(localeTimeoutMs) });
    return { ok: response.ok, text: await response.text() };
  } catch {
    return null;
  }
}
