/** The part of a browser that a sign-in needs: cookies and forms. A test browser does not follow redirects. */
export type TestBrowser = ReturnType<typeof createTestBrowser>;

export function createTestBrowser() {
  const cookies = new Map<string, string>();

  async function sendWithCookies(
    url: string,
    init: { method?: string; headers?: Record<string, string>; body?: string } = {},
  ): Promise<Response> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { ...init.headers, cookie } });
    for (const setCookie of response.headers.getSetCookie()) {
      // `<name>=<value>; <attributes>`
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(setCookie) ?? [];
      if (name && value !== undefined) cookies.set(name, value);
    }
    return response;
  }

  return {
    get: (url: string): Promise<Response> => sendWithCookies(url),
    /** Submits the form of a page, as a press of its button does: posts the hidden fields, and the button's name and value. */
    press({ url, text }: { url: string; text: string }, { name, value }: { name: string; value: string }) {
      const action = /<form method="post" action="([^"]+)"/.exec(text)?.[1];
      if (!action) throw new Error(`No form on ${url}:\n${text}`);
      const inputs = [...text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]+)"/g)];
      const hiddenFields = inputs.map(([, fieldName = '', fieldValue = '']) => [fieldName, fieldValue]);
      return sendWithCookies(new URL(action, url).href, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin: new URL(url).origin },
        body: new URLSearchParams([...hiddenFields, [name, value]]).toString(),
      });
    },
  };
}

/** A page, or a redirect, that a test browser has opened. */
export interface Visit {
  readonly status: number;
  readonly text: string;
  /** The address to which the answer redirects; `null` for a page. */
  readonly location: string | null;
  /** The parameters after the `#` of this address. @throws Error for a page. */
  readonly redirect: URLSearchParams;
  /** Presses a button of the page. */
  press(name: string, value: string): Promise<Visit>;
}

/** Opens an address in a test browser. @param answer the response to read; by default, that to a GET request. */
export async function visit(browser: TestBrowser, url: string, answer = browser.get(url)): Promise<Visit> {
  const response = await answer;
  const text = await response.text();
  return {
    status: response.status,
    text,
    location: response.headers.get('location'),
    get redirect() {
      return readRedirectParameters(response);
    },
    press: (name, value) => visit(browser, url, browser.press({ url, text }, { name, value })),
  };
}

/** @returns the parameters after the `#` in the address to which a response redirects. */
function readRedirectParameters(response: Response): URLSearchParams {
  const location = response.headers.get('location');
  if (!location) throw new Error(`No redirect, but ${response.status}.`);
  return new URLSearchParams(new URL(location).hash.slice(1));
}
