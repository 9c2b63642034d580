/** The part of a browser that a sign-in needs: cookies and forms. It does not follow redirects. */
export interface TestBrowser {
  get(url: string): Promise<Response>;
  /** Submits a page's form by a button: posts the hidden fields, and the button's name and value. */
  press(page: { url: string; text: string }, button: { name: string; value: string }): Promise<Response>;
}

export function createTestBrowser(): TestBrowser {
  const cookies = new Map<string, string>();

  async function send(
    url: string,
    init: { method?: string; headers?: Record<string, string>; body?: string } = {},
  ): Promise<Response> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { ...init.headers, cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name && value !== undefined) cookies.set(name, value);
    }
    return response;
  }

  return {
    get: (url) => send(url),
    press({ url, text }, { name, value }) {
      const action = /<form method="post" action="([^"]+)"/.exec(text)?.[1];
      if (!action) throw new Error(`No form on ${url}:\n${text}`);
      const hidden = [...text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]+)"/g)];
      const fields = hidden.map(([, field = '', content = '']) => [field, content]);
      return send(new URL(action, url).href, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin: new URL(url).origin },
        body: new URLSearchParams([...fields, [name, value]]).toString(),
      });
    },
  };
}
