import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

const compress = promisify(brotliCompress);
/** 11 is the best and slowest quality. A page is compressed for each request, and better qualities save less than 10 %. */
const quality = 4;

/**
 * Compresses a page with Brotli, if the browser accepts that. Pages cannot be compressed in advance, because each answer has a
 * nonce of its own. A page contains no secret besides the nonce and repeats nothing from the request, so its compressed size
 * tells an attacker nothing.
 * @param acceptEncoding the request's header `Accept-Encoding`
 * @returns the body, and the value of `Content-Encoding`; `null` for none
 */
export async function compressPage(
  html: string,
  acceptEncoding = '',
): Promise<{ body: string | Uint8Array<ArrayBuffer>; encoding: 'br' | null }> {
  const acceptsBrotli = acceptEncoding
    .split(',')
    .some((coding) => /^\s*br\s*(?:;\s*q=(?!0(\.0*)?\s*$)|$)/.test(coding));
  if (!acceptsBrotli) return { body: html, encoding: null };
  const text = Buffer.from(html);
  const body = await compress(text, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
    },
  });
  return { body, encoding: 'br' };
}
