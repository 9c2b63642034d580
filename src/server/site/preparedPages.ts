import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

const compress = promisify(brotliCompress);
/** 11 is the best and slowest quality. A page is compressed for each request, and better qualities save less than 10 %. */
const quality = 4;
/** Vite writes this placeholder into the built pages. */
const noncePlaceholder = /__CSP_NONCE__/g;

/** A page for one answer. */
interface PreparedPage {
  readonly nonce: string;
  readonly html: string;
  readonly compressed: Uint8Array<ArrayBuffer>;
}

/** @returns a page that no other answer gets */
export type TakePage = () => Promise<PreparedPage>;

/**
 * Milliseconds after an answer in which the next page is not prepared yet. The browser that has just got a page asks for its files
 * then. On a small machine they would wait for the compression.
 */
const restMs = 200;

/**
 * Creates a function that returns a page with a new nonce, compressed with Brotli. It prepares the next page a moment after one is
 * taken, in a thread of Node's pool, so that a user rarely waits for the compression. Pages cannot be compressed once for all
 * answers, because each answer has a nonce of its own.
 *
 * A page contains no secret besides the nonce and repeats nothing from the request, so its compressed size tells an attacker
 * nothing.
 * @param html the built page, with the placeholder
 */
export function preparePages(html: string): TakePage {
  const prepareNext = () => {
    const page = preparePage(html);
    // The request that takes the page gets the error. Until then nobody handles it, and Node would end the process.
    page.catch(() => {});
    return page;
  };
  let next: Promise<PreparedPage> | null = prepareNext();
  return () => {
    const page = next ?? prepareNext();
    next = null;
    // Several pages may be taken in that time, and only one is prepared.
    setTimeout(() => void (next ??= prepareNext()), restMs).unref();
    return page;
  };
}

async function preparePage(html: string): Promise<PreparedPage> {
  const nonce = randomBytes(18).toString('base64url');
  const withNonce = html.replace(noncePlaceholder, nonce);
  const text = Buffer.from(withNonce);
  const compressed = await compress(text, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
    },
  });
  return { nonce, html: withNonce, compressed };
}

/** Whether a browser accepts Brotli. @param acceptEncoding the request's header `Accept-Encoding` */
export const acceptsBrotli = (acceptEncoding = ''): boolean =>
  acceptEncoding.split(',').some((coding) => /^\s*br\s*(?:;\s*q=(?!0(\.0*)?\s*$)|$)/.test(coding));
